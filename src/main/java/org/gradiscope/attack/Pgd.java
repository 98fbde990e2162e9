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

import org.gradiscope.engine.Progress;
import org.gradiscope.engine.ScoredEvaluation;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Projected gradient descent: from a random point of the ball, steepest steps in its norm, each
 * projected back (Madry et al. 2017, "Towards Deep Learning Models Resistant to Adversarial Attacks").
 *
 * @param bound in L-infinity or L2
 * @param steps the number of gradients, at least 1
 * @param step the size of one as a fraction of epsilon, over 0
 * @param seed of the random start
 */
public record Pgd(Bound bound, int steps, double step, long seed) implements BoundedAttack {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Pgd {
		Options.require(steps >= 1, "steps of at least 1", steps);
		Options.require(step > 0 && Double.isFinite(step), "a step size over 0", step);
	}

	/** 40 steps, each of 2.5 epsilon / steps, so that the far side can be reached from any start. */
	public static Pgd of(final Bound bound) {
		return new Pgd(bound, 40, 2.5 / 40, 1);
	}

	@Override
	public Pgd withEpsilon(final double epsilon) {
		return new Pgd(new Bound(bound.norm(), epsilon), steps, step, seed);
	}

	/** Other steps, each of 2.5 epsilon / steps. */
	public Pgd withSteps(final int newSteps) {
		return new Pgd(bound, newSteps, 2.5 / newSteps, seed);
	}

	public Pgd withStep(final double newStep) {
		return new Pgd(bound, steps, newStep, seed);
	}

	public Pgd withSeed(final long newSeed) {
		return new Pgd(bound, steps, step, newSeed);
	}

	@Override
	public Tensor perturb(final Victim victim, final Pixels images, final Ball ball,
		final Progress progress) {
		Tensor current = ball.random(seed);
		for (int i = 0; i < steps; i++) {
			progress.check();
			final ScoredEvaluation evaluation = victim.climb(images.with(current), Loss.CROSS_ENTROPY);
			current = ball.step(current, evaluation.gradient(), step * bound.epsilon());
			progress.report(i + 1, steps, String.format(Locale.ROOT, "loss %.4g", evaluation
				.values()[0]));
		}
		return current;
	}
}
