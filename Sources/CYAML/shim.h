/* libyaml, whose header stands in the system's include path. */
#include <yaml.h>
