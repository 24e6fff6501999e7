// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "http/exchange_record.h"
#include "http/mail.h"
#include "http/message.h"
#include "http/options.h"

namespace hearth::http {

/// What to send. `options` must be the same object for requests that may share connections.
struct ClientRequest {
    std::string method = "GET";
    std::string url;
    std::vector<Header> headers;
    std::string body;
    std::chrono::milliseconds timeout{10'000}; ///< For the whole exchange, reading the body included.
    std::uint64_t maxBodyBytes = 0;            ///< Of the decompressed body; 0: 1 GiB.
    std::string unixSocket;                    ///< Path to dial instead of TCP; empty: TCP.
    bool acceptGzip = true;                    ///< Ask for gzip and decompress.
    std::shared_ptr<const ClientOptions> options;
    std::string reuse; ///< The body of an earlier response, given back: its memory takes the next one.
    std::shared_ptr<ExchangeRecord> record; ///< Where the exchange is written down; null: nowhere.
};

struct ClientResponse {
    int status = 0;
    std::string reason; ///< "Not Found"
    std::vector<Header> headers;
    std::string body; ///< Decompressed.
};

/// Sends HTTP requests and mails from one thread without blocking it: libcurl's multi interface, or a fake network in
/// tests. The owner loops over poll(), which delivers what completed.
/// Threads: confined to the thread that calls poll(), but for wake().
class Transport {
  public:
    virtual ~Transport() = default;

    using RequestId = std::uint64_t;
    /// Errors: kTimeout (`context deadline exceeded`), kIo (`connection refused`, ...), kLimit (`body size limit
    /// exceeded`), kInvalidArgument (bad URL, unreadable credential file). A status other than 2xx is no error.
    /// The response may be moved from; the memory of a body that is left in it takes later ones.
    using Done = std::move_only_function<void(Result<ClientResponse>&&)>;

    /// Begins a request; `done` is called once, from poll(), unless it is cancelled.
    virtual RequestId start(ClientRequest request, Done done) = 0;
    /// Begins to send a mail; as start(). A transport that sends none calls `done` at once (kUnsupported).
    virtual RequestId startMail(MailRequest mail, MailDone done);
    /// Drops a request or a mail; its `done` is destroyed uncalled.
    virtual void cancel(RequestId request) = 0;
    /// Delivers completions; returns after some were delivered, at `deadline`, or soon after wake().
    virtual void poll(MonotonicTime deadline) = 0;
    /// Makes the current or next poll() return. Threads: thread-safe.
    virtual void wake() = 0;

    using Task = std::move_only_function<void()>;
    /// Has `task` run by poll(), soon; what is left when the transport ends is destroyed unrun. For what other threads
    /// found out. Threads: thread-safe.
    virtual void post(Task task);

  protected:
    /// What poll() does with posted tasks. Returns whether there were any.
    bool runPosted();

  private:
    std::mutex m_postMutex;
    std::vector<Task> m_posted; ///< Guarded by m_postMutex.
};

/// The real network, over libcurl. The program must ignore SIGPIPE: TLS writes to connections that peers have closed.
std::unique_ptr<Transport> makeCurlTransport(std::string userAgent);

/// One blocking exchange on the calling thread; ends early with kCanceled when `stop` is requested.
Result<ClientResponse> exchange(Transport& transport, const Clock& clock, ClientRequest request, std::stop_token stop);

} // namespace hearth::http
