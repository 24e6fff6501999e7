# SPDX-License-Identifier: GPL-3.0-or-later
# The two functions that make every target.

include(CMakeParseArguments)

# hearth_library(NAME [SHARED] SOURCES ... [PUBLIC lib ...] [PRIVATE lib ...])
# A static library hearth_NAME (or a shared one, for the window). PUBLIC libraries are those whose types its headers use.
function(hearth_library name)
  cmake_parse_arguments(A "SHARED" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  set(target hearth_${name})
  if(A_SHARED)
    add_library(${target} SHARED ${A_SOURCES})
  elseif(A_SOURCES)
    add_library(${target} STATIC ${A_SOURCES})
  else()
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE hearth_flags ${A_PUBLIC} ${A_PRIVATE})
    return()
  endif()
  target_link_libraries(${target} PUBLIC hearth_flags ${A_PUBLIC} PRIVATE ${A_PRIVATE})
  hearth_precompile_(${target})
endfunction()

# hearth_executable(NAME SOURCES ... [LIBRARIES lib ...] [TEST] [OFFSCREEN] [LABELS label ...])
# A program; with TEST a QtTest program (one Q_OBJECT class, AUTOMOC) that ctest runs, never longer than two minutes.
function(hearth_executable name)
  cmake_parse_arguments(A "TEST;OFFSCREEN" "" "SOURCES;LIBRARIES;LABELS" ${ARGN})
  add_executable(${name} ${A_SOURCES})
  target_link_libraries(${name} PRIVATE hearth_flags ${A_LIBRARIES})
  if(A_TEST)
    hearth_precompile_(${name})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE Qt6::Core Qt6::Test)
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_compile_definitions(${name} PRIVATE
      HEARTH_SOURCE_DIR="${CMAKE_SOURCE_DIR}" HEARTH_BINARY_DIR="${CMAKE_BINARY_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    # A slot of the runner is half a core (packaging/dev): what computes takes two, what mostly waits takes one.
    set_tests_properties(${name} PROPERTIES TIMEOUT 120 LABELS "${A_LABELS}" PROCESSORS 2)
    if(A_OFFSCREEN)
      set_tests_properties(${name} PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
    endif()
  endif()
endfunction()

# The headers are precompiled once, in a target without definitions of its own, and shared by all.
function(hearth_precompile_ target)
  if(NOT HEARTH_PCH)
    return()
  endif()
  if(NOT TARGET hearth_precompiled)
    add_library(hearth_precompiled OBJECT ${CMAKE_SOURCE_DIR}/core/base/precompiled.cpp)
    target_link_libraries(hearth_precompiled PRIVATE hearth_flags)
    target_precompile_headers(hearth_precompiled PRIVATE ${CMAKE_SOURCE_DIR}/core/base/precompiled.h)
  endif()
  target_precompile_headers(${target} REUSE_FROM hearth_precompiled)
endfunction()
