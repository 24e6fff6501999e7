// SPDX-License-Identifier: GPL-3.0-or-later
// Open files of the whole machine (node_exporter: collector "filefd").
#include "hostmetrics/collectors.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

class FilefdCollector final : public Collector {
  public:
    explicit FilefdCollector(const HostMetricsOptions& options)
        : m_file(options.procfs + "/sys/fs/file-nr") {}

    Result<void> collect(Samples& out) override {
        auto text = HEARTH_TRY(m_file.read());
        std::string_view line;
        takeLine(text, line);
        const auto allocated = takeNumber(line);
        takeWord(line); // always 0
        const auto maximum = takeNumber(line);
        if (!allocated || !maximum) {
            return fail(ErrorCode::kInvalidArgument, "file-nr does not hold three numbers");
        }
        out.gauge("node_filefd_allocated", "Files that are open.", *allocated);
        out.gauge("node_filefd_maximum", "Files that may be open.", *maximum);
        return {};
    }

  private:
    ProcFile m_file;
};

} // namespace

std::unique_ptr<Collector> makeFilefdCollector(const HostMetricsOptions& options) {
    return std::make_unique<FilefdCollector>(options);
}

} // namespace hearth::hostmetrics
