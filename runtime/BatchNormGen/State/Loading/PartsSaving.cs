namespace BatchNormGen.State.Loading;

/// <summary>Saves several parts: all of them or, where something is wrong, none.</summary>
internal static class PartsSaving
{
    /// <exception cref="ArgumentException">A part or a prefix is null, a part is there twice, or two have a name in common.</exception>
    public static void Save(StateDictionary state, (string Prefix, ISavedState Part)[] parts)
    {
        NameOwners owners = new();
        Array.ForEach(parts, owners.Add);
        List<StateDictionary> saved = [];
        foreach ((string Prefix, ISavedState Part) part in parts)
        {
            StateDictionary own = state.IsSnapshot ? StateDictionary.Snapshot() : new StateDictionary();
            part.Part.SaveState(own, part.Prefix);
            owners.Add(part, own.Names);
            saved.Add(own);
        }

        saved.ForEach(state.SetAll);
    }
}
