using BatchNormGen.Exchanges;
using BatchNormGen.Execution.Models;

namespace BatchNormGen.CompilerServices;

/// <content>Training batches that are spread over processes: batch normalizations exchange, and the model sees to it that none waits for a member whose call has failed.</content>
public abstract partial class ModelCore
{
    private ModelExchange? _exchange;

    /// <summary>The batch normalizations that the running call has come to. All members come to the same ones in the same order.</summary>
    private int _meetings;

    /// <summary>Whether the last of these still runs, or has failed: then it has told the other members.</summary>
    private bool _isMeeting;

    /// <summary>The members that a training batch is spread over; null for this process alone.</summary>
    /// <exception cref="ArgumentException">Its size is below 1, or its rank is not one of 0 to its size − 1.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the model or changing it.</exception>
    public ICollective? Collective
    {
        get => _exchange?.Collective;
        set
        {
            if (ReferenceEquals(value, Collective))
            {
                return;
            }

            BeginChange(nameof(Collective));
            try
            {
                _exchange = value is null ? null : new(value, Settings.Name);
                _batchNorms.ForEach(layer => layer.Collective = value);
                ForgetTraining($"setting {nameof(Collective)}");
            }
            finally
            {
                EndChange();
            }
        }
    }

    /// <summary>The number of samples in this member's part of a batch.</summary>
    private int BatchSizeOf(ReadOnlySpan<float> x, ExchangeKind kind)
    {
        try
        {
            return ModelChecks.BatchSize(Settings, x);
        }
        catch (ArgumentException error)
        {
            Refuse(kind, error);
            throw;
        }
    }

    /// <summary>Tells the other members that this one's call cannot be made: they would wait for it. Returns only where none does.</summary>
    private void Refuse(ExchangeKind kind, Exception error)
    {
        if (_batchNorms.Count > 0)
        {
            _exchange?.Refuse(kind, error);
        }
    }

    /// <summary>The same of a call that had begun.</summary>
    private void GiveUp(ExchangeKind kind, Exception error)
    {
        if (!_isMeeting && _meetings < _batchNorms.Count)
        {
            _exchange?.Refuse(kind, error);
        }
    }

    private void BeginMeetings()
    {
        _meetings = 0;
        _isMeeting = false;
    }

    private void BeginMeeting()
    {
        _meetings++;
        _isMeeting = true;
    }

    private void EndMeeting() => _isMeeting = false;
}
