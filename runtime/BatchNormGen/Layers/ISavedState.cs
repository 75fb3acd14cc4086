namespace BatchNormGen;

/// <summary>What can be saved as named tensors and loaded from them: every layer, and models and optimizers that want to be saved beside layers.</summary>
/// <remarks>
/// <para>A model that is made of layers implements it by calling theirs, each with its own prefix behind the model's.</para>
/// <para>
/// <see cref="StateDictionary.SaveFrom"/> and <see cref="StateDictionary.LoadInto(ValueTuple{string, ISavedState}[])"/> take several parts, all or nothing. For that, a
/// load that throws should leave the part as it was; where it does not, <c>LoadInto</c> loads what the part had saved before.
/// </para>
/// </remarks>
public interface ISavedState
{
    /// <summary>
    /// Sets what the part holds in a dictionary. A layer sets what it has of gamma, beta, moving mean and moving variance, as tensors of
    /// the shape of its parameters and of the layer's own type, and the number of batches in the moving statistics, as an Int64 scalar.
    /// </summary>
    /// <param name="state">Receives the tensors; those that have the same names already are replaced.</param>
    /// <param name="prefix">Stands before each name as it is, so with its separator: <c>features.1.</c>, <c>encoder/norm/</c>.</param>
    /// <param name="names">The framework whose names are used (see <see cref="Framework"/>); null for the one of a layer's preset.</param>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> or <paramref name="prefix"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="prefix"/> has half of a surrogate pair, which no file can hold.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="names"/> is no framework.</exception>
    /// <exception cref="ArithmeticException">
    /// A layer holds numbers that <see cref="LoadState"/> would refuse: a NaN, an infinity, or a moving variance that with epsilon is not above 0. Nothing is set.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The dictionary has been disposed.</exception>
    void SaveState(StateDictionary state, string prefix = "", Framework? names = null);

    /// <summary>Takes the part's numbers from a dictionary: all of them or, where something is wrong, none.</summary>
    /// <param name="state">
    /// Holds the tensors. Each of a layer's has the shape of its parameters, or as many numbers among extents of 1 (<c>[1, C, 1, 1]</c>), and any floating-point
    /// type; the counter is one number of any numeric type, and may be left out.
    /// </param>
    /// <param name="prefix">Stands before each name as it is, so with its separator: <c>features.1.</c>, <c>encoder/norm/</c>.</param>
    /// <param name="strict">
    /// True: a name that is missing or unexpected is an error. False: it is only reported; what is missing stays as it is. Unexpected for a layer is a name
    /// directly under the prefix, without a further <c>.</c> or <c>/</c>, that stands for nothing the layer has.
    /// </param>
    /// <param name="names">The framework whose names are used (see <see cref="Framework"/>); null for the one of a layer's preset.</param>
    /// <returns>What was missing, unexpected, converted or otherwise worth a note.</returns>
    /// <remarks>
    /// Gradients of a layer's parameters that are loaded become 0: they were summed up at other values. Where moving statistics come without a
    /// counter, it becomes 0, and a cumulative average begins anew with the next training batch. A layer's statistics of the last training batch
    /// stay, so that its <c>Backward</c> may still be called; it uses gamma as loaded. A model's may not: what it has kept between its layers was computed with the
    /// parameters that are gone.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> or <paramref name="prefix"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="names"/> is no framework.</exception>
    /// <exception cref="InvalidDataException">
    /// A name is missing or unexpected (strict), or a tensor has another type or shape, or numbers that are not finite, too large for the layer's type, or (a
    /// variance) not above 0 with epsilon added. The message lists everything that is wrong. Nothing is changed.
    /// </exception>
    /// <exception cref="IOException">The dictionary is of an open file that cannot be read any more. Nothing is changed.</exception>
    /// <exception cref="ObjectDisposedException">The dictionary has been disposed.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    LoadReport LoadState(StateDictionary state, string prefix = "", bool strict = true, Framework? names = null);
}
