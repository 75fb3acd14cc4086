using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution.Models;

/// <summary>
/// Hands the packed numbers of a model to its predictions, and packs them anew whenever a number has changed since: parameters and moving statistics are views that anyone may
/// write to at any time, so that nothing but looking tells.
/// </summary>
/// <param name="model">The model.</param>
internal sealed class PackedNumbers(ModelCore model)
{
    private readonly Lock _packing = new();
    private PackedModel? _current;
    private PackedModel? _spare;

    /// <summary>The packed numbers as they are now. Every call returns what it was given.</summary>
    public PackedModel Rent()
    {
        PackedModel? seen = Use();
        if (seen is not null && IsCurrent(seen))
        {
            return seen;
        }

        lock (_packing)
        {
            if (seen is not null)
            {
                Release(seen);
            }

            // Another call may have packed them meanwhile.
            if (_current is null || ReferenceEquals(_current, seen) || !IsCurrent(_current))
            {
                Replace();
            }

            _current!.Users++;
            return _current;
        }
    }

    public void Return(PackedModel used)
    {
        lock (_packing)
        {
            Release(used);
        }
    }

    /// <summary>Packs the numbers as they are now, for someone who keeps them.</summary>
    public PackedModel Pack()
    {
        PackedModel packed = new(model.Settings.PackedLength, model.Products.Sum(static product => (long)product.NumbersLength));
        Fill(packed);
        return packed;
    }

    private PackedModel? Use()
    {
        lock (_packing)
        {
            if (_current is not null)
            {
                _current.Users++;
            }

            return _current;
        }
    }

    private void Release(PackedModel used)
    {
        used.Users--;
        if (used.Users == 0 && !ReferenceEquals(used, _current))
        {
            _spare = used;
        }
    }

    private void Replace()
    {
        PackedModel? free = _current is { Users: 0 } ? _current : _spare;
        if (free is null)
        {
            _current = Pack();
            return;
        }

        if (ReferenceEquals(free, _spare))
        {
            _spare = null;
        }

        Fill(free);
        _current = free;
    }

    private void Fill(PackedModel packed)
    {
        int at = 0;
        foreach (ProductCore product in model.Products)
        {
            product.CopyNumbers(packed.Numbers.AsSpan(at, product.NumbersLength));
            at += product.NumbersLength;
        }

        model.PackInto(packed.Memory);
    }

    private bool IsCurrent(PackedModel packed)
    {
        int at = 0;
        foreach (ProductCore product in model.Products)
        {
            if (!product.HasNumbers(packed.Numbers.AsSpan(at, product.NumbersLength)))
            {
                return false;
            }

            at += product.NumbersLength;
        }

        return true;
    }
}
