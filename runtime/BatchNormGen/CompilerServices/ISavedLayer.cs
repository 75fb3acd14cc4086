using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>A layer that is loaded in two steps, so that several can be loaded all or none.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISavedLayer : ISavedState
{
    /// <summary>Reads and judges the layer's numbers, and changes nothing.</summary>
    /// <param name="state">Holds the tensors.</param>
    /// <param name="prefix">What stands before each name.</param>
    /// <param name="names">The framework whose names are used; null for the preset's.</param>
    /// <returns>The load, of which only the writing is left.</returns>
    /// <exception cref="ArgumentNullException">The dictionary or the prefix is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such framework.</exception>
    PreparedLoad PrepareLoad(StateDictionary state, string prefix, Framework? names);
}
