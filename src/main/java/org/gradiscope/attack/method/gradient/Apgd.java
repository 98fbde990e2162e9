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

package org.gradiscope.attack.method.gradient;

import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Auto-PGD: projected gradient steps with momentum whose size is halved as needed, image by image
 * (Croce &amp; Hein 2020, "Reliable Evaluation of Adversarial Robustness with an Ensemble of Diverse
 * Parameter-Free Attacks"). With {@code z = P(x_i + eta sign(dJ/dx_i))}, in L2 {@code P(x_i + eta g_i / |g_i|)},
 * <pre>
 * x_(i+1) = P(x_i + a (z - x_i) + (1 - a) (x_i - x_(i-1)))
 * </pre>
 * and {@code x_1 = z}. The size {@code eta} is 2 epsilon, halved by {@link ApgdCheckpoints}; then the image goes on
 * from its iterate of the largest loss.
 * <p>
 * The paper gives the iterate of the largest loss. The cross-entropy may be larger at one that does not
 * fool than at one that does, so that the authors' code looks for iterates that fool, and so does this:
 * each image gets, of the iterates that fool, the one of the largest loss (their code takes the last),
 * and if none fools, the one of the largest loss of all. Checkpoints are as in the paper, and the start is
 * that of {@link Pgd}, within the ball and not on its surface. Of a batch it holds a few copies, never its history.
 * </p>
 *
 * @param bound in L-infinity or L2, finite
 * @param loss J; of {@link Loss#DLR} at least 3 classes, with targets 4
 * @param steps the number of steps N, at least 1; it takes a gradient more, which the last iterate is
 *          judged by
 * @param share rho, which part of the steps has to raise the loss, in 0..1
 * @param momentum {@code a}, the part of the gradient's step, over 0 and at most 1
 * @param seed of the random start
 */
public record Apgd(Bound bound, Loss loss, int steps, double share, double momentum, long seed)
	implements BoundedAttack {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Apgd {
		OptionChecks.requireFinite(bound);
		OptionChecks.require(steps >= 1, "steps of at least 1", steps);
		OptionChecks.require(share >= 0 && share <= 1, "a share of steps in 0..1", share);
		OptionChecks.require(momentum > 0 && momentum <= 1, "a momentum over 0 and at most 1",
			momentum);
	}

	/** The paper's: 100 steps, rho 0.75, a 0.75. */
	public static Apgd of(final Bound bound, final Loss loss) {
		return new Apgd(bound, loss, 100, 0.75, 0.75, 1);
	}

	@Override
	public Apgd withEpsilon(final double epsilon) {
		return new Apgd(new Bound(bound.norm(), epsilon), loss, steps, share, momentum, seed);
	}

	public Apgd withSteps(final int newSteps) {
		return OptionRecords.with(this, "steps", newSteps);
	}

	public Apgd withSeed(final long newSeed) {
		return OptionRecords.with(this, "seed", newSeed);
	}

	@Override
	public Tensor perturb(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Progress progress) {
		final GradientSteps ascent = new GradientSteps(model, images, ball, loss, progress, steps + 1);
		final Tensor start = ball.random(seed);
		final Answer there = ascent.evaluate(start);
		final ApgdIterates iterates = new ApgdIterates(model, start, there, 2 * bound.epsilon());
		final ApgdCheckpoints checkpoints = new ApgdCheckpoints(steps, share, there.values());
		for (int i = 0; i < steps; i++) {
			final Tensor next = iterates.next(ball, i == 0 ? 1 : momentum);
			final Answer at = ascent.evaluate(next);
			iterates.add(next, at);
			iterates.halve(checkpoints.after(at.values()));
		}
		return iterates.result();
	}
}
