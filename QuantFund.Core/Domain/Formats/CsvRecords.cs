using System.Text;

namespace QuantFund.Core.Domain.Formats;

/// <summary>One record of a CSV file: its first line from 1, and its fields, or what is wrong with it.</summary>
public sealed record CsvRecord(long Line, string[] Fields, string? Fault);

/// <summary>
/// CSV by RFC 4180, the one reader for every file that a person gives: fields apart by commas, quoted where they hold a
/// comma, a quote (written twice) or a line break; blanks around a field don't count, empty lines neither. A quote that is
/// not closed spoils its own line and no other: lines belong to a quoted field only where the quote ends well and none of
/// them is a record of its own, without a quote and with as many fields as the header.
/// </summary>
public sealed class CsvRecords(TextReader reader)
{
    /// <summary>A longer line is faulty and not kept; no row of any kind comes near.</summary>
    public const int LongestLine = 64 * 1024;

    private const int MostLinesInAField = 50;
    private const string NotClosed = "a quote is opened and not closed";

    private readonly char[] buffer = new char[1 << 14];
    private readonly Queue<(long Number, string? Text)> ahead = [];
    private int length;
    private int at;
    private long lines;
    private bool skipFeed;
    private int? width;

    /// <summary>The next record, or null at the end. The first one is the header.</summary>
    public CsvRecord? Next()
    {
        while (TryTake(out var number, out var text))
        {
            if (text is null)
                return new CsvRecord(number, [], $"is longer than {LongestLine} characters");
            if (string.IsNullOrWhiteSpace(text))
                continue;
            var fields = new List<string>();
            var end = Split(text, fields);
            if (end == End.OpenQuote && width is not null)
                (end, fields) = Joined(text);
            width ??= fields.Count;
            return new CsvRecord(
                number,
                [.. fields],
                end switch
                {
                    End.Good => null,
                    End.OpenQuote => NotClosed,
                    _ => "text follows a closing quote",
                }
            );
        }
        return null;
    }

    private enum End
    {
        Good,
        OpenQuote,
        TextAfterQuote,
    }

    /// <summary>The record with the lines after the first, where its quote ends well in one of them.</summary>
    private (End End, List<string> Fields) Joined(string first)
    {
        var text = new StringBuilder(first);
        var fields = new List<string>();
        for (var more = 1; more <= MostLinesInAField; more++)
        {
            if (!TryLookAhead(more, out var line) || line is null || text.Length + line.Length > LongestLine)
                break;
            // One with a quote may be where this one's ends; one without, and with that many commas, is a record.
            if (!line.Contains('"', StringComparison.Ordinal) && line.AsSpan().Count(',') + 1 >= width)
                break;
            text.Append('\n').Append(line);
            fields.Clear();
            var end = Split(text.ToString(), fields);
            if (end == End.TextAfterQuote)
                break;
            if (end != End.Good)
                continue;
            for (; more > 0; more--)
                ahead.Dequeue();
            return (End.Good, fields);
        }
        return (End.OpenQuote, []);
    }

    private static End Split(string text, List<string> fields)
    {
        var next = 0;
        while (true)
        {
            while (next < text.Length && text[next] is ' ' or '\t')
                next++;
            if (next < text.Length && text[next] == '"')
            {
                var field = new StringBuilder();
                for (next++; ; next++)
                {
                    if (next >= text.Length)
                        return End.OpenQuote;
                    if (text[next] != '"')
                        field.Append(text[next]);
                    else if (next + 1 < text.Length && text[next + 1] == '"')
                        field.Append(text[next++]);
                    else
                        break;
                }
                for (next++; next < text.Length && text[next] is ' ' or '\t'; next++) { }
                if (next < text.Length && text[next] != ',')
                    return End.TextAfterQuote;
                fields.Add(field.ToString());
            }
            else
            {
                var comma = text.IndexOf(',', next);
                var end = comma < 0 ? text.Length : comma;
                fields.Add(text[next..end].Trim());
                next = end;
            }
            if (next >= text.Length)
                return End.Good;
            next++;
        }
    }

    private bool TryTake(out long number, out string? text)
    {
        if (ahead.TryDequeue(out var kept))
        {
            (number, text) = kept;
            return true;
        }
        return TryLine(out number, out text);
    }

    private bool TryLookAhead(int place, out string? text)
    {
        while (ahead.Count < place)
        {
            if (!TryLine(out var number, out var line))
            {
                text = null;
                return false;
            }
            ahead.Enqueue((number, line));
        }
        text = ahead.ElementAt(place - 1).Text;
        return true;
    }

    /// <summary>One physical line, ended by \n, \r\n or \r; null text = too long to keep.</summary>
    private bool TryLine(out long number, out string? text)
    {
        var line = new StringBuilder();
        var (any, tooLong) = (false, false);
        while (Fill())
        {
            if (skipFeed && buffer[at] == '\n')
            {
                skipFeed = false;
                at++;
                continue;
            }
            skipFeed = false;
            any = true;
            var rest = buffer.AsSpan(at, length - at);
            var end = rest.IndexOfAny('\n', '\r');
            var part = end < 0 ? rest : rest[..end];
            tooLong |= line.Length + part.Length > LongestLine;
            if (!tooLong)
                line.Append(part);
            at += part.Length + (end < 0 ? 0 : 1);
            if (end < 0)
                continue;
            skipFeed = rest[end] == '\r';
            break;
        }
        number = any ? ++lines : lines;
        text = tooLong ? null : line.ToString();
        return any;
    }

    private bool Fill()
    {
        if (at < length)
            return true;
        (at, length) = (0, reader.Read(buffer, 0, buffer.Length));
        return length > 0;
    }
}
