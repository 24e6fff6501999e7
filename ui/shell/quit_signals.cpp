// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/quit_signals.h"

#include <QSocketNotifier>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace hearth::ui {
namespace {

constexpr std::array kSignals{SIGTERM, SIGINT, SIGHUP};
/// How the two kinds are counted in one number.
constexpr int kHangUpShift = 32;
constexpr std::uint64_t kEnd = 1;
constexpr std::uint64_t kHangUp = std::uint64_t{1} << kHangUpShift;

/// A handler gets nothing but the signal's number, so that what it writes to has to be known to all.
std::atomic<int> handlerEvent{-1};
static_assert(std::atomic<int>::is_always_lock_free, "the handler reads it");

void noteSignal(int signal) {
    const int saved = errno;
    const std::uint64_t count = signal == SIGHUP ? kHangUp : kEnd;
    // A full counter has been written to before: nothing is lost.
    std::ignore = write(handlerEvent.load(), &count, sizeof count);
    errno = saved;
}

/// Whether this process has a terminal that is still there.
bool hasTerminal() {
    const int terminal = open("/dev/tty", O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    return terminal >= 0 && close(terminal) == 0;
}

} // namespace

QuitSignals::QuitSignals(QObject* parent)
    : QObject(parent)
    , m_event(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_hadTerminal(hasTerminal()) {
    if (m_event < 0) {
        return; // signals then end the program as they always do
    }
    handlerEvent = m_event;
    auto* notifier = new QSocketNotifier(m_event, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &QuitSignals::receive);
    struct sigaction action{};
    action.sa_handler = noteSignal;
    sigemptyset(&action.sa_mask);
    for (const int signal : kSignals) {
        // Back to the default after the first one: who asks twice to end does not want to wait.
        action.sa_flags = signal == SIGHUP ? SA_RESTART : static_cast<int>(SA_RESTART | SA_RESETHAND);
        Previous previous{signal, {}};
        if (sigaction(signal, nullptr, &previous.action) == 0 && previous.action.sa_handler != SIG_IGN) {
            sigaction(signal, &action, nullptr);
            m_previous.push_back(previous);
        }
    }
}

QuitSignals::~QuitSignals() {
    for (const auto& previous : m_previous) {
        sigaction(previous.signal, &previous.action, nullptr);
    }
    handlerEvent = -1;
    if (m_event >= 0) {
        close(m_event);
    }
}

void QuitSignals::receive() {
    std::uint64_t count = 0;
    if (read(m_event, &count, sizeof count) != sizeof count) {
        return;
    }
    const bool hungUp = count >= kHangUp;
    if (count % kHangUp > 0 || (hungUp && m_hadTerminal && !hasTerminal())) {
        emit arrived();
    } else if (hungUp) {
        emit reloadRequested();
    }
}

} // namespace hearth::ui
