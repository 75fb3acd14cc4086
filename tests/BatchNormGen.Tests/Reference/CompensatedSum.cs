namespace BatchNormGen.Tests.Reference;

/// <summary>
/// A sum whose rounding errors are summed too (Neumaier, 1974): right to the last digit of a double for any number of terms that a
/// test can afford, so that a reference never is the less accurate of two results.
/// </summary>
internal struct CompensatedSum
{
    private double _sum;
    private double _lost;

    public void Add(double term)
    {
        double next = _sum + term;
        _lost += Math.Abs(_sum) >= Math.Abs(term) ? _sum - next + term : term - next + _sum;
        _sum = next;
    }

    public readonly double Value => _sum + _lost;
}
