// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a sender's message holds, it is stored or refused; what is stored is valid.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "remote/write_transaction.h"

using namespace hearth;

namespace {

/// Takes all it is given, and stops at what no storage may be given.
class CheckingAppender final : public storage::Appender {
  public:
    Result<storage::SeriesRef> series(const model::Labels& labels) override {
        std::string_view before;
        for (const auto& [name, value] : labels) {
            if (name <= before || value.empty() || !isValidUtf8(name) || !isValidUtf8(value)) {
                std::abort();
            }
            before = name;
        }
        return labels.metricName().empty() ? std::abort(), 0 : ++m_refs;
    }
    void append(std::span<const storage::RefSample> samples, std::vector<storage::Rejection>& /*rejected*/) override {
        for (const auto& sample : samples) {
            checkRef(sample.ref);
        }
    }
    void appendHistograms(std::span<const storage::RefHistogram> histograms,
                          std::vector<storage::Rejection>& /*rejected*/) override {
        for (const auto& histogram : histograms) {
            checkRef(histogram.ref);
            if (!model::validate(histogram.value)) {
                std::abort();
            }
        }
    }
    void discardOutOfOrder() override {}
    std::optional<storage::RejectReason> exemplar(storage::SeriesRef ref,
                                                  const model::Exemplar& /*exemplar*/) override {
        checkRef(ref);
        return std::nullopt;
    }
    void metadata(storage::SeriesRef /*ref*/, const model::Metadata& /*metadata*/) override {}
    Result<void> commit() override { return {}; }
    void rollback() override {}

  private:
    void checkRef(storage::SeriesRef ref) const {
        if (ref == 0 || ref > m_refs) {
            std::abort();
        }
    }
    storage::SeriesRef m_refs = 0;
};

class CheckingStorage final : public storage::Appendable {
  public:
    std::unique_ptr<storage::Appender> appender() override { return std::make_unique<CheckingAppender>(); }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    CheckingStorage storage;
    remote::WriteRequestReader reader({reinterpret_cast<const char*>(data), size});
    remote::WriteTransaction transaction(storage, 1'700'000'000'000);
    for (;;) {
        const auto more = reader.next();
        if (!more) {
            return 0;
        }
        if (!*more) {
            break;
        }
        if (!transaction.add(reader.series())) {
            return 0;
        }
    }
    (void)transaction.commit();
    return 0;
}
