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

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.target.ClassRanking;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;
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
 * tell them apart costs one more gradient for each, which a single start does without. Away from a class,
 * the restarts after the first are towards the other classes, the likeliest first and then round again
 * (Gowal et al. 2019, "An Alternative Surrogate Loss for PGD-based Adversarial Testing"): each fools at
 * times where the loss of the class itself leads nowhere.
 * </p>
 * <p>
 * Unless told, a step is a quarter of epsilon, as Madry's 2 of 8 grey levels, but not so small that the far
 * side of the ball is out of reach.
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

	/** The way of all steps, at least. */
	private static final double WAY = 2.5;
	private static final double QUARTER = 0.25;

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Pgd {
		OptionChecks.requireFinite(bound);
		OptionChecks.requireSteps(steps, step);
		OptionChecks.require(restarts >= 1, "restarts of at least 1", restarts);
	}

	/** 40 steps from one start, each of a quarter of epsilon. */
	public static Pgd of(final Bound bound) {
		return new Pgd(bound, 40, usualStep(40), 1, 1);
	}

	@Override
	public Pgd withEpsilon(final double epsilon) {
		return new Pgd(new Bound(bound.norm(), epsilon), steps, step, restarts, seed);
	}

	/** Other steps, each of a quarter of epsilon or, if that is more, 2.5 epsilon / steps. */
	public Pgd withSteps(final int newSteps) {
		return new Pgd(bound, newSteps, usualStep(newSteps), restarts, seed);
	}

	private static double usualStep(final int steps) {
		return Math.max(QUARTER, WAY / steps);
	}

	public Pgd withStep(final double newStep) {
		return OptionRecords.with(this, "step", newStep);
	}

	public Pgd withRestarts(final int newRestarts) {
		return OptionRecords.with(this, "restarts", newRestarts);
	}

	public Pgd withSeed(final long newSeed) {
		return OptionRecords.with(this, "seed", newSeed);
	}

	@Override
	public Tensor perturb(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Progress progress) {
		if (restarts == 1) return climbFrom(model, 0, images, ball, progress);
		final BestSoFar best = new BestSoFar(images.values());
		TargetModel next = model;
		Tensor scores = null;
		for (int restart = 0; restart < restarts && !allFool(best, model.count()); restart++) {
			final Progress.SubProgress part = new Progress.SubProgress(progress, restart, restarts);
			final Tensor last = climbFrom(next, restart, images, ball, part);
			final Answer at = model.lossAndGradient(images.with(last), Loss.CROSS_ENTROPY);
			best.update(last, worth(model, at));
			if (restart == 0) scores = at.scores();
			next = towards(model, scores, restart);
		}
		return best.images();
	}

	private Tensor climbFrom(final TargetModel model, final int restart, final Pixels images,
		final EpsilonBall ball, final Progress progress) {
		return new GradientSteps(model, images, ball, Loss.CROSS_ENTROPY, progress, steps)
			.steps(ball.random(seed + restart), steps, step * bound.epsilon());
	}

	/**
	 * Each image towards another class than the last time, if any but one will do.
	 *
	 * @param scores where the first start led, by which the classes are in order
	 */
	private static TargetModel towards(final TargetModel model, final Tensor scores,
		final int round) {
		final List<Criterion> criteria = new ArrayList<>();
		for (int n = 0; n < model.count(); n++)
			criteria.add(model.criterion(n) instanceof final Criterion.Misclassification away
				? another(away.original(), scores.item(n), round) : model.criterion(n));
		return model.with(criteria);
	}

	private static Criterion another(final int original, final Tensor scores, final int round) {
		final List<Integer> others = ClassRanking.others(scores, original, scores.size());
		return others.isEmpty() ? new Criterion.Misclassification(original)
			: new Criterion.Targeted(others.get(round % others.size()), original);
	}

	/** The loss, and more than any where it fools, so that the first of these stays. */
	private static float[] worth(final TargetModel model, final Answer evaluation) {
		final float[] worth = evaluation.values().clone();
		final boolean[] fooled = model.fooled(evaluation.scores());
		for (int n = 0; n < worth.length; n++)
			if (fooled[n]) worth[n] = Float.POSITIVE_INFINITY;
		return worth;
	}

	private static boolean allFool(final BestSoFar best, final int images) {
		for (int n = 0; n < images; n++)
			if (best.value(n) < Float.POSITIVE_INFINITY) return false;
		return true;
	}
}
