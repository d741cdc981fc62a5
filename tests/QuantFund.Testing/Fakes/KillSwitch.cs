namespace QuantFund.Testing.Fakes;

/// <summary>The process is dead: whatever it asks of a store or the broker fails, and nothing more happens.</summary>
public sealed class ProcessKilledException : Exception
{
    public ProcessKilledException()
        : base("The process was killed.") { }

    public ProcessKilledException(string message)
        : base(message) { }

    public ProcessKilledException(string message, Exception inner)
        : base(message, inner) { }
}

/// <summary>
/// Kills a process at one of its steps. Every write to a store and every call that changes something at the broker passes
/// two points, one before and one after it took effect; the process dies at the point with the given number.
/// </summary>
public sealed class KillSwitch(int? killAt = null)
{
    /// <summary>Points passed so far: run once without a number to learn how many there are.</summary>
    public int Passed { get; private set; }

    public bool Killed { get; private set; }

    public void Kill() => Killed = true;

    /// <summary>A read: nothing to die between, but the dead don't read.</summary>
    public void Alive()
    {
        if (Killed)
            throw new ProcessKilledException();
    }

    public void Point()
    {
        Alive();
        if (Passed++ == killAt)
        {
            Killed = true;
            throw new ProcessKilledException();
        }
    }

    /// <summary>One change with a point on either side.</summary>
    public T Around<T>(Func<T> change)
    {
        Point();
        var result = change();
        Point();
        return result;
    }
}
