/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.attack.bound;

import org.gradiscope.options.OptionRecords;

/** What the options of attacks are held to: one message for all, with what was expected and what came. */
public final class OptionChecks {

	private OptionChecks() {}

	/**
	 * Refuses an option.
	 *
	 * @param good whether it is within its bounds
	 * @param expected what is, with its unit; it comes after "The attack needs"
	 * @param given what came
	 * @throws IllegalArgumentException unless it is good
	 */
	public static void require(final boolean good, final String expected, final Object given) {
		OptionRecords.require("The attack needs", good, expected, given);
	}

	/**
	 * Refuses a bound without an epsilon.
	 *
	 * @throws IllegalArgumentException if the value range alone bounds
	 */
	public static void requireFinite(final Bound bound) {
		require(bound.isFinite(), "a finite epsilon", bound.epsilon());
	}

	/**
	 * Refuses steps that lead nowhere.
	 *
	 * @param steps how many, at least 1
	 * @param step the size of one as a fraction of epsilon, over 0
	 * @throws IllegalArgumentException if there is no step or it has no size
	 */
	public static void requireSteps(final int steps, final double step) {
		require(steps >= 1, "steps of at least 1", steps);
		require(step > 0 && Double.isFinite(step), "a step size over 0", step);
	}
}
