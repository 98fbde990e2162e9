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

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.attack.target.Criterion.OfClasses;
import org.gradiscope.tensor.Tensor;

/** Which classes an attack that goes from class to class looks at. */
public final class ClassRanking {

	private ClassRanking() {}

	/**
	 * The criterion of a target model's only image.
	 *
	 * @throws IllegalArgumentException if it is not about classes
	 */
	public static OfClasses criterion(final TargetModel model) {
		return criterion(model, 0);
	}

	/**
	 * The criterion of image {@code n}.
	 *
	 * @throws IllegalArgumentException if it is not about classes
	 */
	public static OfClasses criterion(final TargetModel model, final int n) {
		if (model.criterion(n) instanceof final OfClasses one) return one;
		throw new IllegalArgumentException(
			"This attack goes from class to class, but the criterion is " + model.criterion(n) +
				"; take a gradient method such as pgd.");
	}

	/**
	 * How many classes are aimed at, one after the other: the one that is wanted, or all candidates but the
	 * one to be lost.
	 *
	 * @param candidates how many classes are looked at, at most
	 * @throws IllegalArgumentException if the criterion is not about classes
	 */
	public static int targets(final TargetModel model, final int candidates) {
		return criterion(model).sign() > 0 ? 1 : Math.min(candidates, model.classes()) - 1;
	}

	/**
	 * The classes with the largest scores but for one, the best first; of equal ones the first.
	 *
	 * @param scores of one image, before the softmax, {@code [1, k]}
	 * @param one the class that is left out
	 * @param most how many at most
	 * @return their indices; empty if there is no other
	 */
	public static List<Integer> others(final Tensor scores, final int one, final int most) {
		return IntStream.range(0, scores.size()).filter(k -> k != one).boxed()
			.sorted(Comparator.comparingDouble(k -> -scores.data()[k])).limit(most).toList();
	}
}
