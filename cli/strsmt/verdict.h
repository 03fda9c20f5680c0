/* verdict.h: what a checker says of a query. */
#ifndef CLI_VERDICT_H
#define CLI_VERDICT_H

typedef enum checker_verdict { CHECKER_CONFIRMED, CHECKER_STOPPED, CHECKER_REFUSED } checker_verdict;

#endif
