// SPDX-License-Identifier: GPL-3.0-or-later
// Names of the running kernel (node_exporter: collector "uname").
#include <cerrno>
#include <sys/utsname.h>

#include "hostmetrics/collectors.h"

namespace hearth::hostmetrics {
namespace {

class UnameCollector final : public Collector {
  public:
    explicit UnameCollector(const HostMetricsOptions& /*options*/) {}

    Result<void> collect(Samples& out) override {
        utsname names{};
        if (::uname(&names) != 0) {
            return std::unexpected(Error::fromErrno("uname", errno));
        }
        out.gauge("node_uname_info", "The running kernel.", 1,
                  {{"domainname", names.domainname},
                   {"machine", names.machine},
                   {"nodename", names.nodename},
                   {"release", names.release},
                   {"sysname", names.sysname},
                   {"version", names.version}});
        return {};
    }
};

} // namespace

std::unique_ptr<Collector> makeUnameCollector(const HostMetricsOptions& options) {
    return std::make_unique<UnameCollector>(options);
}

} // namespace hearth::hostmetrics
