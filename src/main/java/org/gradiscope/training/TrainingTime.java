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

package org.gradiscope.training;

import java.util.Locale;

/** Refuses, after the first steps, what would take longer than a day. */
final class TrainingTime {

	/** In nanoseconds: nobody waits for longer. */
	private static final double LONGEST = 24 * 3600e9;
	/** Steps after which the time of all is known well enough; the first compile programs. */
	private static final int TIMED = 5;

	private long started;

	/**
	 * Told of each step.
	 *
	 * @param taken how many have been taken, from 1
	 * @param steps how many there will be
	 * @throws IllegalArgumentException if they would take longer than a day
	 */
	void check(final int taken, final int steps) {
		if (taken == 1) started = System.nanoTime();
		if (taken != TIMED) return;
		final double all = (System.nanoTime() - started) / (TIMED - 1.0) * steps;
		if (all > LONGEST) throw new IllegalArgumentException(String.format(Locale.ROOT,
			"Training would take about %.0f hours, and at most 24 are allowed for; take fewer steps, " +
				"smaller images or a smaller network.",
			all / 3600e9));
	}
}
