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

package org.gradiscope.attack.target;

import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.engine.Prediction;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Tensor;

/** When a network counts as fooled on one image. */
public interface Criterion {

	/**
	 * Whether what the network says fools.
	 *
	 * @param scores before the softmax, {@code [1, k]}; {@code [1, h, w, c]} of a network that outputs images
	 */
	boolean isMet(Tensor scores);

	/** One about the classes of a network. */
	sealed interface OfClasses extends Criterion permits Misclassification, Targeted, Confident {

		/** The class that is to be lost, or reached. */
		int reference();

		/** 1 if that class is to be reached, -1 if it is to be lost. */
		int sign();

		/** The class that the network gives the clean image. */
		int original();

		/**
		 * {@link Loss#MARGIN} of scores that are there already.
		 *
		 * @param scores before the softmax, {@code [1, k]}
		 */
		default double margin(final Tensor scores) {
			final double own = scores.data()[reference()];
			final int rival = ClassRanking.others(scores, reference(), 1).get(0);
			return sign() * (own - scores.data()[rival]);
		}
	}

	/**
	 * Any class but this one.
	 *
	 * @param original the class that the network gives the clean image
	 */
	record Misclassification(int original) implements OfClasses {

		@Override
		public boolean isMet(final Tensor scores) {
			return best(scores) != original;
		}

		@Override
		public int reference() {
			return original;
		}

		@Override
		public int sign() {
			return -1;
		}
	}

	/**
	 * One class.
	 *
	 * @param target the class wanted
	 * @param original the class that the network gives the clean image
	 */
	record Targeted(int target, int original) implements OfClasses {

		/** @throws IllegalArgumentException if there is nothing to do */
		public Targeted {
			if (target == original) throw new IllegalArgumentException(
				"A target other than the class of the clean image is needed, but both are class " + target +
					"; take another target.");
		}

		@Override
		public boolean isMet(final Tensor scores) {
			return best(scores) == target;
		}

		@Override
		public int reference() {
			return target;
		}

		@Override
		public int sign() {
			return 1;
		}
	}

	/**
	 * The class that the network holds least likely, the last of equal ones (Kurakin et al. 2016).
	 *
	 * @param scores of the clean image, before the softmax, {@code [1, k]}
	 * @throws IllegalArgumentException if the network has one class only
	 */
	static Targeted leastLikely(final Tensor scores) {
		final float[] values = scores.data();
		int least = 0;
		for (int k = 1; k < values.length; k++)
			if (values[k] <= values[least]) least = k;
		return new Targeted(least, best(scores));
	}

	/**
	 * One class with at least a probability; it may be the clean image's own. The network's probabilities
	 * are meant, of its softmax or its sigmoid. {@link Loss#MARGIN} over 0 does not say that it is met.
	 *
	 * @param network whose scores these are
	 * @param target the class wanted
	 * @param original the class that the network gives the clean image
	 * @param probability wanted, between 0 and 1, for example {@value #SURE}
	 */
	record Confident(ModelDescriptor network, int target, int original, double probability)
		implements OfClasses {

		/** Usually wanted. */
		public static final double SURE = 0.99;

		/** @throws IllegalArgumentException if the probability is not between 0 and 1 */
		public Confident {
			OptionChecks.require(probability > 0 && probability < 1, "a probability between 0 and 1",
				probability);
		}

		@Override
		public boolean isMet(final Tensor scores) {
			return Prediction.ofScores(network, scores).probabilities()[target] >= probability;
		}

		@Override
		public int reference() {
			return target;
		}

		@Override
		public int sign() {
			return 1;
		}

		/** Without the network, which a recipe names elsewhere. */
		@Override
		public String toString() {
			return "Confident[target=" + target + ", original=" + original + ", probability=" +
				probability + "]";
		}
	}

	/** The index of the largest score; the first of equal ones. */
	static int best(final Tensor scores) {
		final float[] values = scores.data();
		int best = 0;
		for (int k = 1; k < values.length; k++)
			if (values[k] > values[best]) best = k;
		return best;
	}

	/** A criterion about a region of the image that a network outputs; for one image, or copies of it. */
	interface RegionCriterion extends Criterion {

		/**
		 * What grows as the criterion is neared.
		 *
		 * @throws IllegalArgumentException if there is no such loss for a region
		 */
		Objective objective(Loss loss);
	}
}
