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

package org.gradiscope.attack.method.blackbox;

import java.util.SplittableRandom;

import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.target.Criterion.OfClasses;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * A random search that changes one square after the other, and keeps a change that brings the network
 * nearer to being fooled (Andriushchenko et al. 2020, "Square Attack: a query-efficient black-box
 * adversarial attack via random search", algorithm 1). What is lowered is the margin of the class to be
 * lost, or raised that of the one to be reached ({@link Loss#MARGIN}; the paper has the cross-entropy for
 * targets). Squares get smaller with the queries, as the paper has them of 10,000, here of the budget. Of a volume
 * they go through all planes.
 *
 * @param bound in L-infinity ({@link SquareLinf}) or L2 ({@link SquareL2}), finite
 * @param queries at most, at least 1
 * @param share p, the part of the image that a square has at the start, over 0 and at most 1
 * @param seed of all that is random
 */
public record Square(Bound bound, int queries, double share, long seed)
	implements BlackBoxAttack, BoundedAttack {

	/** The queries of 10,000 after which squares have half the area. */
	private static final int[] HALVED = { 10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000 };

	private static final double SCHEDULE = 10_000;

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Square {
		OptionChecks.requireFinite(bound);
		BlackBoxAttack.requireQueries(queries);
		OptionChecks.require(share > 0 && share <= 1, "a share of the image over 0 and at most 1",
			share);
	}

	/** 5000 queries, p = 0.8, as in AutoAttack (Croce &amp; Hein 2020). */
	public static Square of(final Bound bound) {
		return new Square(bound, QUERIES, 0.8, 1);
	}

	@Override
	public Square withEpsilon(final double epsilon) {
		return new Square(new Bound(bound.norm(), epsilon), queries, share, seed);
	}

	public Square withQueries(final int newQueries) {
		return OptionRecords.with(this, "queries", newQueries);
	}

	public Square withShare(final double newShare) {
		return OptionRecords.with(this, "share", newShare);
	}

	public Square withSeed(final long newSeed) {
		return OptionRecords.with(this, "seed", newSeed);
	}

	/** How changes of a square are drawn. */
	interface Sampling {

		/** The first change, projected. */
		Tensor start();

		/**
		 * Another change of what is best so far, projected.
		 *
		 * @param best {@code [1, h, w, c]}
		 * @param pixels the area of the square
		 */
		Tensor next(Tensor best, double pixels);
	}

	@Override
	public Tensor perturb(final Oracle oracle, final Pixels image, final EpsilonBall ball) {
		final OfClasses criterion = oracle.classes();
		final SplittableRandom random = new SplittableRandom(seed);
		final Sampling sampling = bound.norm() == Norm.LINF ? new SquareLinf(image, ball, random)
			: new SquareL2(image, ball, random);
		Tensor best = sampling.start();
		Tensor scores = oracle.scores(best);
		double margin = criterion.margin(scores);
		oracle.note(oracle.probability(scores));
		for (int i = 0; oracle.left() > 0 && !criterion.isMet(scores); i++) {
			final Tensor next = sampling.next(best, share(i) * image.height() * image.width());
			final Tensor there = oracle.scores(next);
			if (!criterion.isMet(there) && criterion.margin(there) <= margin) continue;
			best = next;
			scores = there;
			margin = criterion.margin(there);
			oracle.note(oracle.probability(scores));
		}
		return best;
	}

	/** The part of the image that square i has. */
	double share(final int i) {
		final double place = i * SCHEDULE / queries;
		double part = share;
		for (final int halved : HALVED)
			if (place > halved) part /= 2;
		return part;
	}
}
