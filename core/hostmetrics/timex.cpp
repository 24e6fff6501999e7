// SPDX-License-Identifier: GPL-3.0-or-later
// How the kernel's clock is steered (node_exporter: collector "timex").
#include <cerrno>
#include <sys/timex.h>

#include "hostmetrics/collectors.h"

namespace hearth::hostmetrics {
namespace {

constexpr double kNanoseconds = 1e9;
constexpr double kMicroseconds = 1e6;
/// Frequencies are parts per million with 16 binary places.
constexpr double kScaledPartsPerMillion = 65'536 * kMicroseconds;

double asDouble(long value) {
    return static_cast<double>(value);
}

class TimexCollector final : public Collector {
  public:
    explicit TimexCollector(const HostMetricsOptions& /*options*/) {}

    Result<void> collect(Samples& out) override {
        timex state{};
        const int clockState = ::adjtimex(&state);
        if (clockState < 0) {
            auto error = Error::fromErrno("adjtimex", errno);
            return fail(errno == EPERM ? ErrorCode::kNotFound : error.code(), error.message());
        }
        const double fraction = (state.status & STA_NANO) != 0 ? kNanoseconds : kMicroseconds;
        addClock(out, state, clockState, fraction);
        addPulse(out, state, fraction);
        return {};
    }

  private:
    static void addClock(Samples& out, const timex& state, int clockState, double fraction) {
        const auto gauge = [&](const char* name, double value) {
            out.gauge(name, "State of the kernel's clock.", value);
        };
        gauge("node_timex_sync_status", clockState == TIME_ERROR ? 0 : 1);
        gauge("node_timex_offset_seconds", asDouble(state.offset) / fraction);
        gauge("node_timex_frequency_adjustment_ratio", 1 + asDouble(state.freq) / kScaledPartsPerMillion);
        gauge("node_timex_maxerror_seconds", asDouble(state.maxerror) / kMicroseconds);
        gauge("node_timex_estimated_error_seconds", asDouble(state.esterror) / kMicroseconds);
        gauge("node_timex_status", state.status);
        gauge("node_timex_loop_time_constant", asDouble(state.constant));
        gauge("node_timex_tick_seconds", asDouble(state.tick) / kMicroseconds);
        gauge("node_timex_tai_offset_seconds", state.tai);
    }

    /// The pulse-per-second signal of a reference clock.
    static void addPulse(Samples& out, const timex& state, double fraction) {
        const auto* const help = "State of the pulse per second.";
        out.gauge("node_timex_pps_frequency_hertz", help, asDouble(state.ppsfreq) / kScaledPartsPerMillion);
        out.gauge("node_timex_pps_jitter_seconds", help, asDouble(state.jitter) / fraction);
        out.gauge("node_timex_pps_shift_seconds", help, state.shift);
        out.gauge("node_timex_pps_stability_hertz", help, asDouble(state.stabil) / kScaledPartsPerMillion);
        out.counter("node_timex_pps_jitter_total", help, asDouble(state.jitcnt));
        out.counter("node_timex_pps_calibration_total", help, asDouble(state.calcnt));
        out.counter("node_timex_pps_error_total", help, asDouble(state.errcnt));
        out.counter("node_timex_pps_stability_exceeded_total", help, asDouble(state.stbcnt));
    }
};

} // namespace

std::unique_ptr<Collector> makeTimexCollector(const HostMetricsOptions& options) {
    return std::make_unique<TimexCollector>(options);
}

} // namespace hearth::hostmetrics
