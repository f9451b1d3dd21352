# Every flag in one place, and the two words the rest of the build is written in:
# tidemark_module() for a static library of the house and tidemark_test() for a test program.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

set(TIDEMARK_SANITIZE "" CACHE STRING "Sanitizers to build with, for example address,undefined")

find_program(TIDEMARK_CCACHE ccache)
if(TIDEMARK_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Checkouts in different folders share what they compiled.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
        ${TIDEMARK_CCACHE})
endif()

add_library(tidemark_flags INTERFACE)
target_compile_options(tidemark_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual)
# GCC 12 takes the alternative of a std::variant that is not held for an uninitialised value when it optimises.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(tidemark_flags INTERFACE -Wno-maybe-uninitialized)
endif()
if(TIDEMARK_SANITIZE)
    target_compile_options(tidemark_flags INTERFACE
        -fsanitize=${TIDEMARK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
    # The check of virtual tables asks the kernel for a pipe and takes "no descriptors left" for a bad object; Qt's headers
    # compare empty lists by memcmp(nullptr, …, 0).
    if(TIDEMARK_SANITIZE MATCHES "undefined")
        target_compile_options(tidemark_flags INTERFACE -fno-sanitize=vptr,nonnull-attribute)
    endif()
    target_link_options(tidemark_flags INTERFACE -fsanitize=${TIDEMARK_SANITIZE})
else()
    target_compile_options(tidemark_flags INTERFACE -Werror)
endif()
target_compile_definitions(tidemark_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_USE_QSTRINGBUILDER QT_NO_KEYWORDS
    TIDEMARK_VERSION="${PROJECT_VERSION}")
target_include_directories(tidemark_flags INTERFACE
    ${CMAKE_SOURCE_DIR}/app ${CMAKE_SOURCE_DIR})

# What is tested is optimised; the tests themselves need not be, and are compiled faster.
set(test_options $<$<CONFIG:Release>:-O0>)
# How long their waits are.
set(patience ${CMAKE_SOURCE_DIR}/tests/support/patience.h)

# The headers most sources begin with are read once for all modules, once for those with windows and once for the tests.
# Not beside ccache, which saves more but takes each folder's precompiled headers for different ones; not with sanitizers,
# so that a source that lacks an include is found.
if(TIDEMARK_CCACHE OR TIDEMARK_SANITIZE OR NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set(precompile OFF)
else()
    set(precompile ON)
endif()
option(TIDEMARK_PRECOMPILE "Read common headers once" ${precompile})

# tidemark_precompile(name header target…) makes the target `name` that others share packaging/cmake/<header> with; the
# targets after it are what the header needs.
function(tidemark_precompile name header)
    target_sources(${name} PRIVATE ${CMAKE_SOURCE_DIR}/packaging/cmake/precompiled.cpp)
    target_link_libraries(${name} PRIVATE tidemark_flags ${ARGN})
    target_precompile_headers(${name} PRIVATE ${CMAKE_SOURCE_DIR}/packaging/cmake/${header})
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
endfunction()
if(TIDEMARK_PRECOMPILE)
    add_library(tidemark_precompiled OBJECT)
    tidemark_precompile(tidemark_precompiled core.h Qt6::Core)
    add_executable(tidemark_precompiled_tests EXCLUDE_FROM_ALL) # executables have a flag more
    tidemark_precompile(tidemark_precompiled_tests core.h Qt6::Core Qt6::Test)
    target_precompile_headers(tidemark_precompiled_tests PRIVATE ${patience})
    target_compile_options(tidemark_precompiled_tests PRIVATE ${test_options})
    if(TIDEMARK_WINDOW)
        add_library(tidemark_precompiled_widgets OBJECT)
        tidemark_precompile(tidemark_precompiled_widgets widgets.h Qt6::Widgets)
    endif()
endif()

# tidemark_module(name SOURCES file… [LINKS target…] [PRIVATE_LINKS target…])
# makes the static library tidemark_<name>. LINKS are what its headers need, PRIVATE_LINKS what only its sources need.
function(tidemark_module name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS;PRIVATE_LINKS")
    add_library(tidemark_${name} STATIC ${arg_SOURCES})
    target_link_libraries(tidemark_${name} PUBLIC tidemark_flags ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
    if(TIDEMARK_PRECOMPILE AND arg_LINKS MATCHES "Qt6::Widgets")
        target_precompile_headers(tidemark_${name} REUSE_FROM tidemark_precompiled_widgets)
    elseif(TIDEMARK_PRECOMPILE AND arg_LINKS MATCHES "Qt6::|tidemark_") # measure does without Qt
        target_precompile_headers(tidemark_${name} REUSE_FROM tidemark_precompiled)
    endif()
endfunction()

# The tests whose label is "tsan": those of parts without Qt threads, which ThreadSanitizer can judge.
add_custom_target(tsan_tests)

# tidemark_test(tst_name [SOURCES file…] LINKS target… [LABELS label…] [TIMEOUT seconds] [WINDOW_MANAGER])
# makes one Qt Test program and registers it to run without a display; with WINDOW_MANAGER once more in a real window
# (Xvfb and a window manager) as <name>_wm, labelled window-manager.
function(tidemark_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "WINDOW_MANAGER" "TIMEOUT" "SOURCES;LINKS;LABELS")
    if(NOT arg_SOURCES)
        set(arg_SOURCES ${name}.cpp)
    endif()
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(${name} PRIVATE tidemark_flags Qt6::Test ${arg_LINKS})
    target_compile_options(${name} PRIVATE ${test_options})
    target_compile_definitions(${name} PRIVATE
        TIDEMARK_SOURCE_DIR="${CMAKE_SOURCE_DIR}" TIDEMARK_BIN_DIR="${CMAKE_BINARY_DIR}/bin"
        TIDEMARK_FIXTURES="${CMAKE_SOURCE_DIR}/tests/fixtures")
    if(TIDEMARK_PRECOMPILE)
        target_precompile_headers(${name} REUSE_FROM tidemark_precompiled_tests)
    else()
        target_compile_options(${name} PRIVATE -include ${patience})
    endif()
    add_test(NAME ${name} COMMAND ${name})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC;QT_LOGGING_RULES=*.debug=false")
    if("tsan" IN_LIST arg_LABELS)
        add_dependencies(tsan_tests ${name})
        set_tests_properties(${name} PROPERTIES ENVIRONMENT_MODIFICATION
            "TSAN_OPTIONS=set:suppressions=${CMAKE_SOURCE_DIR}/tests/support/tsan.txt")
    endif()
    if(arg_WINDOW_MANAGER)
        add_test(NAME ${name}_wm
                 COMMAND ${CMAKE_SOURCE_DIR}/packaging/under-window-manager.sh $<TARGET_FILE:${name}>)
        set_tests_properties(${name}_wm PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS window-manager
            ENVIRONMENT "LC_ALL=C.UTF-8;TZ=UTC;QT_LOGGING_RULES=*.debug=false")
    endif()
endfunction()
