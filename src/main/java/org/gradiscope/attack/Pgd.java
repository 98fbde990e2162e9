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

import org.gradiscope.engine.Progress;
import org.gradiscope.engine.ScoredEvaluation;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Projected gradient descent: from a random point of the ball, steepest steps in its norm, each
 * projected back around the original, {@code x_(i+1) = P(x_i + a sign(dJ/dx_i))} or
 * {@code P(x_i + a g_i / |g_i|)} (Madry et al. 2017, "Towards Deep Learning Models Resistant to Adversarial
 * Attacks").
 * <p>
 * Of several restarts, each from another random point, every image gets the first whose last iterate
 * fools, or if none does the one of the largest loss; what follows once all are fooled is left out. To
 * tell them apart costs one more gradient for each, which a single start does without.
 * </p>
 *
 * @param bound in L-infinity or L2, finite
 * @param steps the number of gradients from each start, at least 1
 * @param step the size {@code a} of one as a fraction of epsilon, over 0
 * @param restarts how many random starts, at least 1
 * @param seed of the first random start; the next numbers are those of the others
 */
public record Pgd(Bound bound, int steps, double step, int restarts, long seed)
	implements BoundedAttack {

	private static final double WAY = 2.5;

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Pgd {
		Options.requireFinite(bound);
		Options.requireSteps(steps, step);
		Options.require(restarts >= 1, "restarts of at least 1", restarts);
	}

	/** 40 steps from one start, each of 2.5 epsilon / steps, so that the far side can be reached from any. */
	public static Pgd of(final Bound bound) {
		return new Pgd(bound, 40, WAY / 40, 1, 1);
	}

	@Override
	public Pgd withEpsilon(final double epsilon) {
		return new Pgd(new Bound(bound.norm(), epsilon), steps, step, restarts, seed);
	}

	/** Other steps, each of 2.5 epsilon / steps. */
	public Pgd withSteps(final int newSteps) {
		return new Pgd(bound, newSteps, WAY / newSteps, restarts, seed);
	}

	public Pgd withStep(final double newStep) {
		return new Pgd(bound, steps, newStep, restarts, seed);
	}

	public Pgd withRestarts(final int newRestarts) {
		return new Pgd(bound, steps, step, newRestarts, seed);
	}

	public Pgd withSeed(final long newSeed) {
		return new Pgd(bound, steps, step, restarts, newSeed);
	}

	@Override
	public Tensor perturb(final Victim victim, final Pixels images, final Ball ball,
		final Progress progress) {
		final int gradients = restarts == 1 ? steps : restarts * (steps + 1);
		final Ascent ascent = new Ascent(victim, images, ball, Loss.CROSS_ENTROPY, progress, gradients);
		if (restarts == 1) return fromStart(0, ascent, ball);
		final Largest best = new Largest(images.values());
		for (int restart = 0; restart < restarts && !allFool(best, victim.count()); restart++) {
			final Tensor last = fromStart(restart, ascent, ball);
			best.offer(last, worth(victim, ascent.evaluate(last)));
		}
		return best.images();
	}

	private Tensor fromStart(final int restart, final Ascent ascent, final Ball ball) {
		return ascent.steps(ball.random(seed + restart), steps, step * bound.epsilon());
	}

	/** The loss, and more than any where it fools, so that the first of these stays. */
	private static float[] worth(final Victim victim, final ScoredEvaluation evaluation) {
		final float[] worth = evaluation.values().clone();
		final boolean[] fooled = victim.fooled(evaluation.scores());
		for (int n = 0; n < worth.length; n++)
			if (fooled[n]) worth[n] = Float.POSITIVE_INFINITY;
		return worth;
	}

	private static boolean allFool(final Largest best, final int images) {
		for (int n = 0; n < images; n++)
			if (best.value(n) < Float.POSITIVE_INFINITY) return false;
		return true;
	}
}
