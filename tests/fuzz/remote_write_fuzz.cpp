// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a sender's message holds, it is stored or refused.
#include <cstdint>
#include <string_view>

#include "remote/write_transaction.h"
#include "support/recording_storage.h"

using namespace hearth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    tests::RecordingStorage storage;
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
