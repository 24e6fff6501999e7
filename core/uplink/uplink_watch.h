// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "http/transport.h"
#include "instrument/registry.h"
#include "uplink/uplink_judge.h"

namespace hearth {
class FileSystem;
}

namespace hearth::uplink {

/// Asks the router and the chosen hosts whether they are there: every kInterval, sooner while in doubt. That they
/// answer at all counts, whatever they say; a refused connection is an answer.
/// Threads: thread-safe, but for step(). Asks on a thread named `uplink`, which there is only while there are hosts.
class UplinkWatch {
  public:
    static constexpr std::chrono::seconds kInterval{30};
    static constexpr std::chrono::seconds kIntervalInDoubt{5};
    static constexpr std::chrono::seconds kPatience{4}; ///< With one host.
    static constexpr std::size_t kMaxHosts = 8;

    /// All of it outlives the watch.
    struct Parts {
        std::function<std::unique_ptr<http::Transport>()> makeTransport;
        Clock& clock;
        FileSystem& files; ///< Where the kernel's table of routes is.
        instrument::Registry& registry;
        Log log;
        /// Called after every round in which it is down, and when it is up again; on the thread of the watch.
        std::function<void(const UplinkState&)> onRound;
        bool hasThread = true; ///< False for simulations: step() is called instead.
    };

    explicit UplinkWatch(Parts parts);
    ~UplinkWatch();

    /// `host`, `host:port` (443 where it has none); at most kMaxHosts. None: nothing is asked, and the uplink counts as
    /// up. kInvalidArgument.
    Result<void> setHosts(std::vector<std::string> hosts);
    UplinkState state() const;

    /// Does what is due, and waits for answers until `deadline`.
    void step(MonotonicTime deadline);

  private:
    struct Round {
        std::vector<Check> checks;
        std::size_t open = 0;
    };

    void begin();
    void ask(std::size_t index, const std::string& authority);
    void answered(std::size_t index, const Result<http::ClientResponse>& response);
    void finish();
    void run(const std::stop_token& stop);
    void collect(instrument::Families& families) const;

    const Parts m_parts;
    const std::unique_ptr<http::Transport> m_transport;

    mutable std::mutex m_mutex;
    std::vector<std::string> m_hosts; // guarded by m_mutex
    UplinkJudge m_judge;              // guarded by m_mutex
    MonotonicTime m_next{};           // guarded by m_mutex: of the next round

    Round m_round; ///< The thread's own.
    Subscription m_collecting;
    std::jthread m_thread;
};

} // namespace hearth::uplink
