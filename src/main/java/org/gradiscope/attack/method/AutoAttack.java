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

package org.gradiscope.attack.method;

import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.StandingImages;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.method.blackbox.BlackBoxAttack;
import org.gradiscope.attack.method.blackbox.Oracle;
import org.gradiscope.attack.method.blackbox.Square;
import org.gradiscope.attack.method.gradient.Apgd;
import org.gradiscope.attack.method.gradient.TargetedApgd;
import org.gradiscope.attack.method.unbounded.Fab;
import org.gradiscope.attack.target.ClassRanking;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * AutoAttack, the standard version: auto-PGD on the cross-entropy, {@link TargetedApgd}, targeted {@link Fab}
 * and the square attack, one after the other on the images that still stand, without anything to choose
 * (Croce &amp; Hein 2020, "Reliable Evaluation of Adversarial Robustness with an Ensemble of Diverse
 * Parameter-Free Attacks"). What FAB finds counts where it is within epsilon. Where a target is wanted, it
 * is the only class that the parts aim at, and the only one that counts.
 *
 * @param bound in L-infinity or L2, finite
 * @param steps of auto-PGD and of FAB towards each class, at least 1
 * @param candidates how many classes of the clean image are looked at, at least 2, its own among them;
 *          all where there are not so many
 * @param queries of the square attack, at least 1
 * @param seed of the random starts; the next numbers are those of the targets
 */
public record AutoAttack(Bound bound, int steps, int candidates, int queries, long seed)
	implements BoundedAttack {

	/**
	 * What it takes at most, in gradients of one image: those of the parts, and its forward passes, of which
	 * three are as long as a gradient.
	 */
	public static final int GRADIENTS = 3900;

	/** About how long the parts take, in gradients: a class's steps of FAB, and of auto-PGD, are 1. */
	private static final int SQUARE = 20;

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public AutoAttack {
		OptionChecks.requireFinite(bound);
		OptionChecks.require(steps >= 1, "steps of at least 1", steps);
		OptionChecks.require(candidates >= 2, "candidates of at least 2", candidates);
		OptionChecks.require(queries >= 1, "queries of at least 1", queries);
	}

	/** The paper's: 100 steps, 9 targets, 5000 queries. */
	public static AutoAttack of(final Bound bound) {
		return new AutoAttack(bound, 100, 10, BlackBoxAttack.QUERIES, 1);
	}

	@Override
	public AutoAttack withEpsilon(final double epsilon) {
		return new AutoAttack(new Bound(bound.norm(), epsilon), steps, candidates, queries, seed);
	}

	public AutoAttack withSteps(final int newSteps) {
		return OptionRecords.with(this, "steps", newSteps);
	}

	public AutoAttack withQueries(final int newQueries) {
		return OptionRecords.with(this, "queries", newQueries);
	}

	public AutoAttack withSeed(final long newSeed) {
		return OptionRecords.with(this, "seed", newSeed);
	}

	@Override
	public String remark(final int classes) {
		return TargetedApgd.of(bound).remark(classes);
	}

	@Override
	public Tensor perturb(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Progress progress) {
		final StandingImages standing = new StandingImages(model, images, ball);
		final int targets = ClassRanking.targets(model, candidates);
		final int whole = 1 + 2 * targets + SQUARE;
		final Apgd apgd = Apgd.of(bound, Loss.CROSS_ENTROPY).withSteps(steps).withSeed(seed);
		standing.attack((some, originals, around) -> apgd.perturb(some, originals, around,
			new Progress.SubProgress(progress, 0, 1, whole, "apgd-ce")));
		final TargetedApgd targeted = new TargetedApgd(apgd, candidates);
		standing.attack((some, originals, around) -> targeted.perturb(some, originals, around,
			new Progress.SubProgress(progress, 1, targets, whole, "apgd-t")));
		for (int rank = 0; rank < targets; rank++) {
			final int next = rank;
			standing.attack((some, originals, around) -> fab(next, some, originals, around,
				new Progress.SubProgress(progress, 1 + targets + next, 1, whole, "fab-t")));
		}
		final BlackBoxAttack square =
			new CoarseSquares(Square.of(bound).withQueries(2 * queries).withSeed(seed));
		standing.attack((some, originals, around) -> square.perturb(some, originals, around,
			new Progress.SubProgress(progress, 1 + 2 * targets, SQUARE, whole, "square")));
		return standing.result();
	}

	private Tensor fab(final int rank, final TargetModel model, final Pixels images,
		final EpsilonBall ball, final Progress progress) {
		final Tensor nearest = Fab.of(bound.norm()).withSteps(steps).towards(rank, model, images,
			new EpsilonBall(images, Bound.RANGE, ball.mask()), bound.epsilon(), progress);
		return lengthened(model, images, ball, nearest);
	}

	/** The changes as long as epsilon lets them be, where they fool so too: integer grey levels lose short ones. */
	private Tensor lengthened(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Tensor nearest) {
		final Tensor longer = nearest.copy();
		final int stride = longer.size() / images.count();
		for (int n = 0; n < images.count(); n++) {
			final double factor = factor(images.values().item(n), nearest.item(n));
			for (int i = n * stride; i < (n + 1) * stride; i++) {
				final double change = nearest.data()[i] - images.values().data()[i];
				longer.data()[i] += (float) ((factor - 1) * change);
			}
		}
		final Tensor projected = ball.project(longer);
		final boolean[] fooled = model.fooled(model.scores(images.with(projected)));
		for (int n = 0; n < fooled.length; n++)
			if (!fooled[n])
				System.arraycopy(nearest.data(), n * stride, projected.data(), n * stride, stride);
		return projected;
	}

	private double factor(final Tensor original, final Tensor nearest) {
		final double size = bound.norm().distance(original, nearest);
		return size == 0 ? 1 : bound.epsilon() / size;
	}

	/**
	 * The square attack that ends halfway: squares shrink as of twice as many queries, 10,000 of the usual
	 * 5000, which is how the authors' program has it.
	 *
	 * @param square with twice the queries
	 */
	private record CoarseSquares(Square square) implements BlackBoxAttack {

		@Override
		public Bound bound() {
			return square.bound();
		}

		@Override
		public int queries() {
			return square.queries() / 2;
		}

		@Override
		public Tensor perturb(final Oracle oracle, final Pixels image, final EpsilonBall ball) {
			return square.perturb(oracle, image, ball);
		}
	}
}
