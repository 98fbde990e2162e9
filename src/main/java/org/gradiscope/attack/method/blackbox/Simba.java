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

import java.util.Arrays;
import java.util.SplittableRandom;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.target.Criterion.OfClasses;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * One direction of a basis after the other is stepped along, forwards or else backwards, if that lowers
 * the probability of the class to be lost, or raises that of the one to be reached (Guo et al. 2019, "Simple
 * Black-box Adversarial Attacks", algorithm 1). Directions come in random order, each once; the basis is
 * the values of the image, or cosines over it, the lowest frequencies first. After n steps
 * that were taken the change is {@code step sqrt(n)} in L2.
 * <p>
 * The readings taken: once all directions were tried they come again in another order, until none of them
 * helps; the range cuts what would leave it, and what would change nothing is not asked about. In an image of
 * integer grey levels a step along a value is of whole levels, and about cosines the network is asked
 * as they would be saved.
 * </p>
 *
 * @param basis of the directions
 * @param queries at most, at least 1
 * @param step its size in L2, as a fraction of the value range, over 0
 * @param format of the image
 * @param seed of the order
 */
public record Simba(Basis basis, int queries, double step, PixelFormat format, long seed)
	implements BlackBoxAttack {

	/** What directions are. */
	public enum Basis {
		/** One value each. */
		PIXEL,
		/** A cosine over the plane, of one channel. */
		DCT
	}

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Simba {
		BlackBoxAttack.requireQueries(queries);
		OptionChecks.requireSteps(1, step);
	}

	/** 5000 queries; steps of a fifth of the range, as in the paper. */
	public static Simba of(final Basis basis) {
		return new Simba(basis, QUERIES, 0.2, PixelFormat.FLOAT32, 1);
	}

	public Simba withQueries(final int newQueries) {
		return OptionRecords.with(this, "queries", newQueries);
	}

	public Simba withStep(final double newStep) {
		return OptionRecords.with(this, "step", newStep);
	}

	public Simba withFormat(final PixelFormat newFormat) {
		return OptionRecords.with(this, "format", newFormat);
	}

	public Simba withSeed(final long newSeed) {
		return OptionRecords.with(this, "seed", newSeed);
	}

	/** The value range: how small the change is, is the result. */
	@Override
	public Bound bound() {
		return Bound.RANGE;
	}

	/** Directions, each of length 1, one after the other. */
	interface Directions {

		/** How many there are. */
		int count();

		/** In another order. */
		void shuffle(SplittableRandom random);

		/**
		 * A step.
		 *
		 * @param index of the direction in the order, from 0
		 * @return {@code from} and so far along it, {@code [1, h, w, c]}
		 */
		Tensor step(Tensor from, int index, double size);
	}

	@Override
	public Tensor perturb(final Oracle oracle, final Pixels image, final EpsilonBall ball) {
		final SplittableRandom random = new SplittableRandom(seed);
		final Directions directions = basis == Basis.PIXEL
			? new ValueDirections(ball, image.values().size()) : new CosineDirections(image);
		final Walk walk = new Walk(oracle, image, ball);
		boolean helped = true;
		while (helped && !walk.isOver()) {
			directions.shuffle(random);
			helped = false;
			for (int i = 0; i < directions.count() && !walk.isOver(); i++)
				helped |= walk.go(directions, i);
		}
		return walk.image();
	}

	private double size(final Pixels image) {
		final double size = step * image.range().extent();
		return basis == Basis.PIXEL && format.isInteger() ? Math.max(1, Math.rint(size)) : size;
	}

	/** Where an image has come to. */
	private final class Walk {

		private final Oracle oracle;
		private final OfClasses criterion;
		private final Pixels original;
		private final EpsilonBall ball;
		private final double size;
		private Tensor current;
		/** The same as it would be saved. */
		private Tensor asked;
		private double probability;
		private boolean fools;

		Walk(final Oracle oracle, final Pixels image, final EpsilonBall ball) {
			this.oracle = oracle;
			criterion = oracle.classes();
			original = image;
			this.ball = ball;
			size = size(image);
			take(image.values(), image.values(), oracle.scores(image.values()));
		}

		private void take(final Tensor image, final Tensor as, final Tensor scores) {
			current = image;
			asked = as;
			probability = oracle.probability(scores);
			fools = criterion.isMet(scores);
			oracle.note(probability);
		}

		boolean isOver() {
			return fools || oracle.left() == 0;
		}

		Tensor image() {
			return asked;
		}

		private Tensor saved(final Tensor image) {
			return basis == Basis.PIXEL ? image : format.round(original.values(), image, Bound.RANGE);
		}

		/** Whether a step along a direction, either way, helped. */
		boolean go(final Directions directions, final int index) {
			for (int sign = 1; sign >= -1 && !isOver(); sign -= 2) {
				final Tensor next = ball.project(directions.step(current, index, sign * size));
				final Tensor as = saved(next);
				if (Arrays.equals(as.data(), asked.data())) continue;
				final Tensor scores = oracle.scores(as);
				if (!criterion.isMet(scores) &&
					criterion.sign() * (oracle.probability(scores) - probability) <= 0) continue;
				take(next, as, scores);
				return true;
			}
			return false;
		}
	}
}
