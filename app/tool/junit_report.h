// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace hearth::app::tool {

struct JunitCase {
    std::string name;
    std::vector<std::string> failures;
    std::string error; ///< Empty where there is none.
};

/// One test file.
struct JunitSuite {
    std::string name;
    std::string timestamp; ///< `2006-01-02T15:04:05`; empty where the file was not run.
    std::vector<JunitCase> cases;
    std::size_t tests = 0; ///< Cases, but for one that only holds an error.
    std::size_t errors = 0;

    /// The file could not be run.
    void abort(std::string error);
};

/// The document that build servers read. Prometheus: junitxml.
std::string junitText(const std::vector<JunitSuite>& suites);

} // namespace hearth::app::tool
