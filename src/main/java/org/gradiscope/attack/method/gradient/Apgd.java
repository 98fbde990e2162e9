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

import java.util.Arrays;

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

	public Apgd withLoss(final Loss newLoss) {
		return OptionRecords.with(this, "loss", newLoss);
	}

	public Apgd withSeed(final long newSeed) {
		return OptionRecords.with(this, "seed", newSeed);
	}

	@Override
	public Tensor perturb(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Progress progress) {
		return climb(model, model, images, ball, progress);
	}

	/**
	 * The same on the loss of one criterion, while another one says what fools: towards one class, where any
	 * but one will do.
	 *
	 * @param model whose loss is climbed
	 * @param judge the same network about the same images, with the criteria that are to be met
	 */
	Tensor climb(final TargetModel model, final TargetModel judge, final Pixels images,
		final EpsilonBall ball, final Progress progress) {
		final GradientSteps ascent = new GradientSteps(model, images, ball, loss, progress, steps + 1);
		final Tensor start = ball.random(seed);
		final Answer there = ascent.evaluate(start);
		final ApgdIterates iterates = new ApgdIterates(judge, start, there, 2 * bound.epsilon());
		final ApgdCheckpoints checkpoints = new ApgdCheckpoints(steps, share, there.values());
		for (int i = 0; i < steps; i++) {
			final Tensor next = iterates.next(ball, i == 0 ? 1 : momentum);
			final Answer at = ascent.evaluate(next);
			iterates.add(next, at);
			iterates.halve(checkpoints.after(at.values()));
		}
		return iterates.result();
	}

	/**
	 * What {@link Apgd} keeps of a batch from step to step: the last two iterates, the one of the largest loss
	 * and the gradient there, the one of the largest loss that fools, and each image's size of step.
	 */
	private static final class ApgdIterates {

		private final TargetModel model;
		private final BestSoFar best;
		private final BestSoFar fooling;
		private final double[] eta;
		private Tensor before;
		private Tensor current;
		private Tensor gradient;
		private Tensor bestGradient;

		/** @param size of the first step, in the ball's norm */
		ApgdIterates(final TargetModel model, final Tensor start, final Answer at, final double size) {
			this.model = model;
			best = new BestSoFar(start);
			fooling = new BestSoFar(start);
			eta = new double[model.count()];
			Arrays.fill(eta, size);
			current = start;
			bestGradient = at.gradient();
			add(start, at);
		}

		/** {@code P(x + a (z - x) + (1 - a) (x - x_before))}, {@code z} being a steepest step from {@code x}. */
		Tensor next(final EpsilonBall ball, final double momentum) {
			final float[] z = ball.step(current, gradient, eta).data();
			final float[] next = new float[z.length];
			for (int i = 0; i < next.length; i++) {
				final double x = current.data()[i];
				next[i] = (float) (x + momentum * (z[i] - x) + (1 - momentum) * (x - before.data()[i]));
			}
			return ball.project(Tensor.of(current.shape(), next));
		}

		/** What has been found at the next iterate. */
		void add(final Tensor next, final Answer at) {
			before = current;
			current = next;
			gradient = at.gradient();
			bestGradient = BestSoFar.select(best.update(next, at.values()), gradient, bestGradient);
			final float[] loss = at.values().clone();
			final boolean[] fooled = model.fooled(at.scores());
			for (int n = 0; n < loss.length; n++)
				if (!fooled[n]) loss[n] = Float.NEGATIVE_INFINITY;
			fooling.update(next, loss);
		}

		/** Halves the step of some images, which go on from where their loss was the largest. */
		void halve(final boolean[] which) {
			for (int n = 0; n < which.length; n++)
				if (which[n]) eta[n] /= 2;
			current = BestSoFar.select(which, best.images(), current);
			gradient = BestSoFar.select(which, bestGradient, gradient);
		}

		/** Of each image the iterate of the largest loss that fools, or of all if there is none. */
		Tensor result() {
			final boolean[] none = new boolean[model.count()];
			for (int n = 0; n < none.length; n++)
				none[n] = fooling.value(n) == Float.NEGATIVE_INFINITY;
			return BestSoFar.select(none, best.images(), fooling.images());
		}
	}
}
