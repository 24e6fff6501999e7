// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

#include "base/error.h"
#include "template/value.h"

namespace hearth::templates {

/// What an execution may use up. Reaching one of these ends it with kLimit.
struct Limits {
    std::uint64_t steps = 5'000'000;        ///< Nodes visited, and 64 bytes of text handled count as one.
    std::uint64_t outputBytes = 16U << 20U; ///< Of what is printed, and of each text on the way.
    std::uint64_t totalBytes = 256U << 20U; ///< Of all texts and lists made on the way.
    std::size_t depth = 1000;               ///< Templates, blocks and parentheses within each other.
};

/// What the caller of an execution offers its own functions: derive, and cast back in them.
class Environment {
  public:
    virtual ~Environment() = default;
};

/// One execution as functions see it. Threads: confined to the executing thread.
class Context {
  public:
    Context(const Limits& limits, std::stop_token stop, Environment* environment = nullptr)
        : m_limits(limits)
        , m_stop(std::move(stop))
        , m_environment(environment) {}

    /// What the caller offers; the table of functions and the environment come from the same hand.
    template <class T>
    T& environment() const {
        return static_cast<T&>(*m_environment);
    }
    bool hasEnvironment() const { return m_environment != nullptr; }
    const Limits& limits() const { return m_limits; }

    /// Work done, `weight` steps of it; kLimit when it was too much, kCanceled when a stop is requested.
    Result<void> step(std::uint64_t weight = 1) {
        m_steps += weight;
        return m_steps < m_nextCheck ? Result<void>() : check();
    }
    /// Bytes that a value takes.
    Result<void> charge(std::uint64_t bytes);

    /// Runs another definition of the same set, within the same limits; for functions that name one at run time.
    using Renderer = std::function<Result<std::string>(std::string_view definition, const Value& data)>;
    void setRenderer(Renderer renderer) { m_renderer = std::move(renderer); }
    const Renderer& renderer() const { return m_renderer; }

    /// One level deeper while it lives; the limit is the caller's to check.
    class Level {
      public:
        explicit Level(Context& context)
            : m_context(context) {
            ++m_context.m_depth;
        }
        ~Level() { --m_context.m_depth; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;
        bool isTooDeep() const { return m_context.m_depth > m_context.m_limits.depth; }

      private:
        Context& m_context;
    };

  private:
    static constexpr std::uint64_t kCheckEvery = 1024;
    Result<void> check();

    Limits m_limits;
    std::stop_token m_stop;
    Environment* m_environment;
    Renderer m_renderer;
    std::uint64_t m_steps = 0;
    std::uint64_t m_nextCheck = kCheckEvery;
    std::uint64_t m_bytes = 0;
    std::size_t m_depth = 0;
};

} // namespace hearth::templates
