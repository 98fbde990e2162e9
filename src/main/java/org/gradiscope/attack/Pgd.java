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
import java.util.SplittableRandom;

import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Projected gradient descent: from a random point of the ball, sign steps, each projected back (Madry
 * et al. 2017, "Towards Deep Learning Models Resistant to Adversarial Attacks").
 */
public final class Pgd extends Attack {

	@Override
	Tensor perturb(final Network network, final Pixels image, final Criterion criterion,
		final AttackOptions options, final Ball ball, final Progress progress) {
		Tensor current = start(image, options, ball);
		for (int step = 0; step < options.steps(); step++) {
			progress.check();
			final Evaluation evaluation = network.evaluate(image.with(current), criterion.objective());
			current = ball.signStep(current, evaluation.gradient(), options.stepSize());
			progress.report(step + 1, options.steps(),
				String.format(Locale.ROOT, "objective %.4g", evaluation.value()));
		}
		return current;
	}

	/** Uniform within epsilon. */
	private static Tensor start(final Pixels image, final AttackOptions options, final Ball ball) {
		final SplittableRandom random = new SplittableRandom(options.seed());
		final Tensor start = image.values().copy();
		for (int i = 0; i < start.size(); i++)
			start.data()[i] += (float) ((2 * random.nextDouble() - 1) * options.epsilon());
		return ball.project(start);
	}
}
