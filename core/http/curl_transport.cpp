// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>
#include <optional>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <unordered_map>

#include "http/mail_lane.h"
#include "http/oauth2_transport.h"
#include "http/plain_lane.h"
#include "http/transfer.h"

namespace hearth::http {
namespace {

/// Connections kept open, idle ones included: one a target of a large configuration.
constexpr long kMaxConnections = 10'000;
/// Finished transfers kept for reuse with their handles and buffers.
constexpr std::size_t kMaxIdleTransfers = 64;
constexpr std::size_t kEventsAtOnce = 64;

MonotonicTime monotonicNow() {
    return std::chrono::steady_clock::now();
}

/// What epoll says of libcurl's sockets and of ours; connections of the plain lane say their (even) address.
std::uint64_t tagOf(int socket) {
    return static_cast<std::uint64_t>(socket) << 1U | 1U;
}

/// libcurl's multi interface driven by epoll, so that an event costs the same however many requests are under way; and
/// beside it the plain lane, which takes what it can. libcurl is set up when the first request needs it.
class CurlTransport final : public Transport {
  public:
    explicit CurlTransport(std::string userAgent);
    ~CurlTransport() override;

    RequestId start(ClientRequest request, Done done) override;
    RequestId startMail(MailRequest mail, MailDone done) override;
    void cancel(RequestId request) override;
    void poll(MonotonicTime deadline) override;
    void wake() override;

  private:
    struct Completion {
        RequestId id;
        Done done;
        Result<ClientResponse> result;
    };

    CURLM* multi();
    void begin(RequestId id, ClientRequest request, Done done);
    void startOverCurl(RequestId id, ClientRequest request, Done done);
    std::unique_ptr<Transfer> idleTransfer();
    void recycle(std::unique_ptr<Transfer> transfer);
    bool waitForEvents(MonotonicTime deadline);
    void onCurlEvent(int socket, std::uint32_t events);
    void runTimers();
    void collect();
    void collectPlain();
    bool deliver();
    bool deliverMails(RequestId last);

    static int onSocket(CURL* easy, curl_socket_t socket, int what, void* transport, void* known);
    static int onTimer(CURLM* multi, long milliseconds, void* transport);

    const std::string m_userAgent;
    CURLM* m_multi = nullptr; ///< Made by the first request that needs it.
    const int m_epoll;
    PlainLane m_plain;
    int m_wakeEvent = -1;
    std::optional<MonotonicTime> m_timer; ///< When libcurl wants to be called even without an event.
    RequestId m_lastId = 0;
    std::unordered_map<RequestId, std::unique_ptr<Transfer>> m_running;
    std::vector<std::unique_ptr<Transfer>> m_idle;
    std::deque<Completion> m_completed;
    std::unique_ptr<MailLane> m_mails; ///< Made by the first mail.
    std::deque<MailLane::Completion> m_deliveredMails;
};

CurlTransport::CurlTransport(std::string userAgent)
    : m_userAgent(std::move(userAgent))
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_plain(m_epoll, m_userAgent) {
    m_wakeEvent = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = tagOf(m_wakeEvent);
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wakeEvent, &event);
}

CURLM* CurlTransport::multi() {
    if (m_multi == nullptr) {
        curl().globalInit(CURL_GLOBAL_DEFAULT);
        m_multi = curl().multiInit();
        curl().multiSetopt(m_multi, CURLMOPT_SOCKETFUNCTION, &onSocket);
        curl().multiSetopt(m_multi, CURLMOPT_SOCKETDATA, this);
        curl().multiSetopt(m_multi, CURLMOPT_TIMERFUNCTION, &onTimer);
        curl().multiSetopt(m_multi, CURLMOPT_TIMERDATA, this);
        curl().multiSetopt(m_multi, CURLMOPT_MAXCONNECTS, kMaxConnections);
    }
    return m_multi;
}

CurlTransport::~CurlTransport() {
    m_mails.reset();
    for (const auto& [id, transfer] : m_running) {
        curl().multiRemoveHandle(m_multi, transfer->easy());
    }
    m_running.clear();
    m_idle.clear();
    if (m_multi != nullptr) {
        curl().multiCleanup(m_multi);
        curl().globalCleanup();
    }
    ::close(m_wakeEvent);
    ::close(m_epoll);
}

int CurlTransport::onSocket(CURL* /*easy*/, curl_socket_t socket, int what, void* transport, void* known) {
    auto* self = static_cast<CurlTransport*>(transport);
    if (what == CURL_POLL_REMOVE) {
        ::epoll_ctl(self->m_epoll, EPOLL_CTL_DEL, socket, nullptr);
        return 0;
    }
    epoll_event event{};
    event.events = ((what & CURL_POLL_IN) != 0 ? EPOLLIN : 0U) | ((what & CURL_POLL_OUT) != 0 ? EPOLLOUT : 0U);
    event.data.u64 = tagOf(socket);
    ::epoll_ctl(self->m_epoll, known != nullptr ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event);
    curl().multiAssign(self->m_multi, socket, self);
    return 0;
}

int CurlTransport::onTimer(CURLM* /*multi*/, long milliseconds, void* transport) {
    auto& timer = static_cast<CurlTransport*>(transport)->m_timer;
    timer.reset();
    if (milliseconds >= 0) {
        timer = monotonicNow() + std::chrono::milliseconds(milliseconds);
    }
    return 0;
}

std::unique_ptr<Transfer> CurlTransport::idleTransfer() {
    if (m_idle.empty()) {
        return std::make_unique<Transfer>();
    }
    auto transfer = std::move(m_idle.back());
    m_idle.pop_back();
    return transfer;
}

void CurlTransport::recycle(std::unique_ptr<Transfer> transfer) {
    transfer->clear();
    if (m_idle.size() < kMaxIdleTransfers) {
        m_idle.push_back(std::move(transfer));
    }
}

Transport::RequestId CurlTransport::start(ClientRequest request, Done done) {
    const auto id = ++m_lastId;
    begin(id, std::move(request), std::move(done));
    return id;
}

Transport::RequestId CurlTransport::startMail(MailRequest mail, MailDone done) {
    if (!m_mails) {
        m_mails = std::make_unique<MailLane>([this] { wake(); });
    }
    const auto id = ++m_lastId;
    m_mails->start(id, std::move(mail), std::move(done), monotonicNow());
    return id;
}

void CurlTransport::begin(RequestId id, ClientRequest request, Done done) {
    if (request.record || !m_plain.start(id, request, done, monotonicNow())) {
        startOverCurl(id, std::move(request), std::move(done));
    }
}

void CurlTransport::startOverCurl(RequestId id, ClientRequest request, Done done) {
    if (const auto library = loadCurl(); !library) {
        m_completed.push_back({id, std::move(done), std::unexpected(library.error())});
        return;
    }
    auto transfer = idleTransfer();
    const auto goal = !request.record && m_plain.suits(request) ? Transfer::Goal::kFindPeer : Transfer::Goal::kReuse;
    if (auto prepared = transfer->prepare(std::move(request), id, std::move(done), m_userAgent, goal); !prepared) {
        m_completed.push_back({id, transfer->takeDone(), std::unexpected(std::move(prepared).error())});
        recycle(std::move(transfer));
        return;
    }
    curl().multiAddHandle(multi(), transfer->easy());
    m_running.emplace(id, std::move(transfer));
}

void CurlTransport::cancel(RequestId request) {
    if (m_plain.cancel(request) || (m_mails && m_mails->cancel(request))) {
        return;
    }
    if (const auto found = m_running.find(request); found != m_running.end()) {
        curl().multiRemoveHandle(m_multi, found->second->easy());
        recycle(std::move(found->second));
        m_running.erase(found);
        return;
    }
    std::erase_if(m_completed, [request](const Completion& completion) { return completion.id == request; });
    std::erase_if(m_deliveredMails, [request](const auto& completion) { return completion.id == request; });
}

void CurlTransport::poll(MonotonicTime deadline) {
    for (bool woken = false; !deliver() && !woken && monotonicNow() < deadline;) {
        woken = waitForEvents(deadline);
        runTimers();
        collectPlain();
        collect();
    }
}

void CurlTransport::wake() {
    const std::uint64_t one = 1;
    // Fails only where a wake-up is pending already.
    static_cast<void>(!::write(m_wakeEvent, &one, sizeof(one)));
}

/// True where wake() was called.
bool CurlTransport::waitForEvents(MonotonicTime deadline) {
    auto until = m_timer ? std::min(deadline, *m_timer) : deadline;
    if (const auto plain = m_plain.nextDeadline()) {
        until = std::min(until, *plain);
    }
    if (const auto mail = m_mails ? m_mails->nextDeadline() : std::nullopt) {
        until = std::min(until, *mail);
    }
    const auto now = monotonicNow();
    const auto wait = until > now ? std::chrono::ceil<std::chrono::milliseconds>(until - now).count() : 0;
    std::array<epoll_event, kEventsAtOnce> events;
    const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()),
                                   static_cast<int>(std::min<std::int64_t>(wait, 3'600'000)));
    bool woken = false;
    for (int i = 0; i < count; ++i) {
        const auto& event = events[static_cast<std::size_t>(i)];
        if (event.data.u64 == tagOf(m_wakeEvent)) {
            std::uint64_t value = 0;
            static_cast<void>(!::read(m_wakeEvent, &value, sizeof(value)));
            woken = true;
        } else if ((event.data.u64 & 1U) != 0) {
            onCurlEvent(static_cast<int>(event.data.u64 >> 1U), event.events);
        } else {
            m_plain.onEvent(event.data.ptr, event.events, now);
        }
    }
    return woken;
}

void CurlTransport::onCurlEvent(int socket, std::uint32_t events) {
    const int ready = ((events & (EPOLLIN | EPOLLHUP)) != 0 ? CURL_CSELECT_IN : 0) |
                      ((events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0) |
                      ((events & EPOLLERR) != 0 ? CURL_CSELECT_ERR : 0);
    int running = 0;
    curl().multiSocketAction(m_multi, socket, ready, &running);
}

void CurlTransport::runTimers() {
    const auto now = monotonicNow();
    if (m_timer && *m_timer <= now) {
        m_timer.reset();
        int running = 0;
        curl().multiSocketAction(m_multi, CURL_SOCKET_TIMEOUT, 0, &running);
    }
    if (const auto plain = m_plain.nextDeadline(); plain && *plain <= now) {
        m_plain.expire(now);
    }
    if (m_mails) {
        std::ranges::move(m_mails->collect(now), std::back_inserter(m_deliveredMails));
    }
}

void CurlTransport::collectPlain() {
    for (auto& outcome : m_plain.takeOutcomes()) {
        if (outcome.result) {
            m_completed.push_back({outcome.id, std::move(outcome.done), *std::move(outcome.result)});
        } else {
            begin(outcome.id, std::move(outcome.request), std::move(outcome.done));
        }
    }
}

void CurlTransport::collect() {
    if (m_multi == nullptr) {
        return;
    }
    int left = 0;
    while (const auto* message = curl().multiInfoRead(m_multi, &left)) {
        if (message->msg != CURLMSG_DONE) {
            continue;
        }
        const auto code = message->data.result;
        Transfer* transfer = nullptr;
        curl().easyGetinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        curl().multiRemoveHandle(m_multi, transfer->easy());
        auto node = m_running.extract(transfer->id());
        if (const auto peer = transfer->foundPeer(code)) {
            m_plain.learn(transfer->request(), peer->address, peer->port);
        }
        m_completed.push_back({transfer->id(), transfer->takeDone(), transfer->finish(code)});
        recycle(std::move(node.mapped()));
    }
}

bool CurlTransport::deliver() {
    // What a callback starts and fails at once waits for the next poll(), so that this one ends.
    const auto last = m_lastId;
    bool delivered = runPosted();
    while (!m_completed.empty() && m_completed.front().id <= last) {
        auto completion = std::move(m_completed.front());
        m_completed.pop_front();
        completion.done(std::move(completion.result));
        if (completion.result) { // what the receiver did not take is memory for the next
            m_plain.giveBack(std::move(completion.result->body));
        }
        delivered = true;
    }
    return deliverMails(last) || delivered;
}

bool CurlTransport::deliverMails(RequestId last) {
    bool delivered = false;
    while (!m_deliveredMails.empty() && m_deliveredMails.front().id <= last) {
        auto completion = std::move(m_deliveredMails.front());
        m_deliveredMails.pop_front();
        completion.done(std::move(completion.outcome));
        delivered = true;
    }
    return delivered;
}

} // namespace

std::unique_ptr<Transport> makeCurlTransport(std::string userAgent) {
    return std::make_unique<OAuth2Transport>(std::make_unique<CurlTransport>(std::move(userAgent)), monotonicNow);
}

} // namespace hearth::http
