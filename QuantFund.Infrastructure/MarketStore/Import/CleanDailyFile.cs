using System.Globalization;
using System.Text;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>
/// A file of daily bars in the plainest form: the header <c>symbol,date,open,high,low,close,volume</c>, nothing quoted or
/// padded, each symbol's dates rising, every row good by the rules of the import. Such a file needs no staging, since it has
/// no row to reject and no key twice; it is read in one pass over its bytes into rows of numbers.
/// </summary>
internal sealed class CleanDailyFile
{
    private const int RowsAChunk = 1 << 14;
    private const int LongestLine = 1 << 12;
    private const double MostPrice = 1e12;
    private const int LongWeekend = 4;
    private const int LeastSteps = 3;

    // 450 MB; beyond it the import, which keeps its rows on disk, is the way.
    private const int MostRows = 8_000_000;

    // A whole number of 15 digits is exact as a double, and so is a power of ten up to 22.
    private const int MostDigits = 15;
    private static readonly double[] Powers =
    [
        .. Enumerable.Range(0, MostDigits + 1).Select(n => double.Parse($"1e{n}", CultureInfo.InvariantCulture)),
    ];

    private static readonly byte[] Header = "symbol,date,open,high,low,close,volume"u8.ToArray();

    private readonly List<Symbol> symbols = [];
    private readonly List<DailyRow[]> chunks = [];
    private readonly Dictionary<Symbol, (int Index, int LastDay)> known = [];
    private readonly Dictionary<int, bool> sessions = [];
    private int rows;
    private byte[] current = [];
    private int symbol = -1;
    private int lastDay;
    private long steps;
    private bool daily;

    private CleanDailyFile() { }

    public int FirstDay { get; private set; } = int.MaxValue;

    public int LastDay { get; private set; } = int.MinValue;

    /// <summary>The file's bars; null when it is of another form, has a fault or can't be read.</summary>
    public static CleanDailyFile? TryRead(string path, CancellationToken cancellation)
    {
        try
        {
            using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read,
                1 << 16,
                FileOptions.SequentialScan
            );
            var clean = new CleanDailyFile();
            var zipped = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
            file.Position = 0;
            using Stream plain = zipped ? new GzipFile(file) : file;
            return clean.ReadLines(plain, cancellation) && clean.rows > 0 && !clean.IsSparse ? clean : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // The import meets the same fault and names it.
            return null;
        }
    }

    /// <summary>Weekly or monthly bars, which the import refuses by name.</summary>
    private bool IsSparse => steps >= LeastSteps && !daily;

    public IEnumerable<Symbol> Names(int from, int through) =>
        Rows(from, through).Select(r => r.Symbol).Distinct().Select(s => symbols[s]);

    public IEnumerable<StoredBar> Bars(int from, int through) =>
        Rows(from, through)
            .Select(r => new StoredBar(
                symbols[r.Symbol],
                new DateTimeOffset(DateOnly.FromDayNumber(r.Day).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
                r.Open,
                r.High,
                r.Low,
                r.Close,
                r.Volume
            ));

    private IEnumerable<DailyRow> Rows(int from, int through)
    {
        for (var i = 0; i < rows; i++)
        {
            var row = chunks[i / RowsAChunk][i % RowsAChunk];
            if (row.Day >= from && row.Day <= through)
                yield return row;
        }
    }

    private bool ReadLines(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 17];
        int kept = 0,
            lines = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = stream.Read(buffer, kept, buffer.Length - kept);
            var text = buffer.AsSpan(0, kept + read);
            while (text.IndexOf((byte)'\n') is >= 0 and var end)
            {
                if (!Take(text[..end], lines++))
                    return false;
                text = text[(end + 1)..];
            }
            if (read == 0)
                return text.IsEmpty || Take(text, lines);
            if (text.Length > LongestLine)
                return false;
            text.CopyTo(buffer);
            kept = text.Length;
        }
    }

    private bool Take(ReadOnlySpan<byte> line, int number)
    {
        line = line.TrimEnd((byte)'\r');
        if (number == 0)
            return line.SequenceEqual(Header);
        if (
            !Cut(ref line, out var name)
            || !TrySymbol(name)
            || !Cut(ref line, out var date)
            || !TryDay(date, out var day)
            || !Cut(ref line, out var first)
            || !Cut(ref line, out var second)
            || !Cut(ref line, out var third)
            || !Cut(ref line, out var fourth)
            || !TryNumber(first, out var open)
            || !TryNumber(second, out var high)
            || !TryNumber(third, out var low)
            || !TryNumber(fourth, out var close)
            || !TryNumber(line, out var volume)
            || !(low > 0 && high < MostPrice && volume >= 0)
            || !(high >= Math.Max(open, close) && low <= Math.Min(open, close))
            || day <= lastDay
            || rows == MostRows
        )
            return false;
        steps += lastDay == int.MinValue ? 0 : 1;
        daily |= lastDay != int.MinValue && day - lastDay < LongWeekend;
        lastDay = day;
        FirstDay = Math.Min(FirstDay, day);
        LastDay = Math.Max(LastDay, day);
        if (rows % RowsAChunk == 0)
            chunks.Add(new DailyRow[RowsAChunk]);
        chunks[^1][rows++ % RowsAChunk] = new DailyRow(symbol, day, open, high, low, close, volume);
        return true;
    }

    private static bool Cut(scoped ref ReadOnlySpan<byte> line, out ReadOnlySpan<byte> field)
    {
        var comma = line.IndexOf((byte)',');
        field = comma < 0 ? default : line[..comma];
        line = comma < 0 ? default : line[(comma + 1)..];
        return comma >= 0;
    }

    private bool TrySymbol(ReadOnlySpan<byte> name)
    {
        if (symbol >= 0 && name.SequenceEqual(current))
            return true;
        if (!Symbol.TryParse(Encoding.ASCII.GetString(name), out var parsed))
            return false;
        if (symbol >= 0)
            known[symbols[symbol]] = (symbol, lastDay);
        current = name.ToArray();
        if (known.TryGetValue(parsed, out var before))
        {
            (symbol, lastDay) = before;
            return true;
        }
        symbol = symbols.Count;
        lastDay = int.MinValue;
        symbols.Add(parsed);
        return true;
    }

    /// <summary>A date as yyyy-mm-dd on which the exchange was open.</summary>
    private bool TryDay(ReadOnlySpan<byte> text, out int day)
    {
        day = 0;
        if (
            text.Length != 10
            || text[4] != '-'
            || text[7] != '-'
            || !TryDigits(text[..4], out var year)
            || !TryDigits(text[5..7], out var month)
            || !TryDigits(text[8..], out var dayOfMonth)
            || year < 1
            || month is < 1 or > 12
            || dayOfMonth < 1
            || dayOfMonth > DateTime.DaysInMonth(year, month)
        )
            return false;
        var date = new DateOnly(year, month, dayOfMonth);
        day = date.DayNumber;
        if (!sessions.TryGetValue(day, out var open))
            sessions[day] = open =
                date >= NyseCalendar.FirstDate
                && date <= NyseCalendar.LastDate
                && NyseCalendar.Instance.SessionOn(date) is not null;
        return open;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var character in text)
        {
            if (character is < (byte)'0' or > (byte)'9')
                return false;
            value = (value * 10) + character - '0';
        }
        return true;
    }

    /// <summary>A number in digits with at most one point; anything else is left to the import.</summary>
    private static bool TryNumber(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        if (text.IsEmpty || text.Length > MostDigits)
            return false;
        long digits = 0;
        var decimals = -1;
        foreach (var character in text)
        {
            if (character == '.' && decimals < 0)
            {
                decimals = 0;
                continue;
            }
            if (character is < (byte)'0' or > (byte)'9')
                return false;
            digits = (digits * 10) + character - '0';
            if (decimals >= 0)
                decimals++;
        }
        // Both are exact, so that the one division rounds as a parse of the text does (Clinger 1990).
        value = decimals > 0 ? digits / Powers[decimals] : digits;
        return text.Length > 1 || decimals < 0;
    }
}
