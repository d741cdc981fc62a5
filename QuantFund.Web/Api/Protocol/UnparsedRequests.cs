using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.WebUtilities;

namespace QuantFund.Web.Api.Protocol;

/// <summary>
/// Gives the answer to a request that the server itself refuses (a path with <c>%00</c>, a broken header) the
/// problem+json of every other one. No part of the application sees such a request, so its answer is recognised where it
/// leaves: it is empty, closes the connection, and lacks the headers that all of ours carry.
/// </summary>
public static class UnparsedRequests
{
    private const int MostBytes = 1024;
    private const string Start = "HTTP/1.1 4";
    private const string Empty = "\r\nContent-Length: 0\r\n";
    private const string Last = "\r\nConnection: close\r\n";
    private const string Ours = "\r\nContent-Security-Policy:";

    public static void AnswerAsProblems(ListenOptions listen) =>
        listen.Use(next =>
            connection =>
            {
                connection.Transport = new Told(connection.Transport);
                return next(connection);
            }
        );

    /// <summary>Such an answer with a body; null for all other bytes.</summary>
    private static byte[]? WithBody(ReadOnlySpan<byte> written)
    {
        if (written.Length is 0 or > MostBytes || written[0] != (byte)Start[0])
            return null;
        var answer = Encoding.Latin1.GetString(written);
        if (
            !answer.StartsWith(Start, StringComparison.Ordinal)
            || !answer.EndsWith("\r\n\r\n", StringComparison.Ordinal)
            || !answer.Contains(Empty, StringComparison.OrdinalIgnoreCase)
            || !answer.Contains(Last, StringComparison.OrdinalIgnoreCase)
            || answer.Contains(Ours, StringComparison.OrdinalIgnoreCase)
        )
            return null;
        var status = int.Parse(answer.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                type = ProblemPages.TypeOf(status),
                title = ReasonPhrases.GetReasonPhrase(status),
                status,
                detail = "The request is no valid HTTP: check its path and its headers.",
                traceId = ActivityTraceId.CreateRandom().ToHexString(),
            }
        );
        var headers = answer.Replace(
            Empty,
            $"\r\nContent-Length: {body.Length}\r\nContent-Type: application/problem+json\r\n",
            StringComparison.OrdinalIgnoreCase
        );
        return [.. Encoding.Latin1.GetBytes(headers), .. body];
    }

    private sealed class Told(IDuplexPipe inner) : IDuplexPipe
    {
        public PipeReader Input => inner.Input;

        public PipeWriter Output { get; } = new Writer(inner.Output);
    }

    /// <summary>Holds what was written until it is flushed, when an answer's head is there as a whole.</summary>
    private sealed class Writer(PipeWriter inner) : PipeWriter
    {
        private readonly ArrayBufferWriter<byte> held = new();

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => held.WrittenCount + inner.UnflushedBytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => held.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => held.GetSpan(sizeHint);

        public override void Advance(int bytes) => held.Advance(bytes);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            Pass();
            return inner.FlushAsync(cancellationToken);
        }

        public override void Complete(Exception? exception = null)
        {
            Pass();
            inner.Complete(exception);
        }

        public override ValueTask CompleteAsync(Exception? exception = null)
        {
            Pass();
            return inner.CompleteAsync(exception);
        }

        private void Pass()
        {
            if (held.WrittenCount == 0)
                return;
            inner.Write(WithBody(held.WrittenSpan) ?? held.WrittenSpan);
            held.ResetWrittenCount();
        }
    }
}
