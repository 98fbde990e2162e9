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

package org.gradiscope.attack;

import java.util.Locale;
import java.util.function.Predicate;

import org.gradiscope.attack.MinimalEpsilon.Smallest;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** {@link MinimalEpsilon} on one image: what it has found so far. */
final class MinimalEpsilonSearch {

	private final MinimalEpsilon options;
	private final TargetModel model;
	private final Pixels original;
	private final Tensor mask;
	private final Predicate<Pixels> judge;
	private final Progress progress;
	private int attacks;
	private Pixels last;

	MinimalEpsilonSearch(final MinimalEpsilon options, final TargetModel model, final Pixels original,
		final Tensor mask, final Predicate<Pixels> judge, final Progress progress) {
		this.options = options;
		this.model = model;
		this.original = original;
		this.mask = mask;
		this.judge = judge;
		this.progress = progress;
	}

	Smallest run() {
		if (judge.test(original)) return new Smallest(true, 0, 0, original, 0);
		double below = 0;
		double epsilon = options.first();
		while (!succeeds(epsilon)) {
			if (epsilon == options.most()) return new Smallest(false, epsilon, 0, last, attacks);
			below = epsilon;
			epsilon = Math.min(options.most(), 2 * epsilon);
		}
		return halve(below, epsilon);
	}

	private Smallest halve(final double failure, final double success) {
		double below = failure;
		double epsilon = success;
		Pixels image = last;
		while (epsilon - below > options.tolerance() * Math.max(epsilon, options.first())) {
			final double middle = (below + epsilon) / 2;
			if (succeeds(middle)) {
				epsilon = middle;
				image = last;
			}
			else below = middle;
		}
		return new Smallest(true, epsilon, below, image, attacks);
	}

	private boolean succeeds(final double epsilon) {
		attacks++;
		// Of one attack's steps nothing is told: they would run from start to end many times.
		last = Attack.run(options.attack().withEpsilon(epsilon), model, original, mask,
			progress::isCanceled);
		final boolean success = judge.test(last);
		progress.report(Math.min(attacks, expected()), expected(), String.format(Locale.ROOT,
			"epsilon %.4g %s", epsilon, success ? "fools" : "does not fool"));
		return success;
	}

	/** The most attacks that there may be. */
	private int expected() {
		return 2 + (int) Math.ceil(log2(options.most() / options.first()) + log2(1 / options
			.tolerance()));
	}

	private static double log2(final double value) {
		return Math.log(value) / Math.log(2);
	}
}
