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

package org.gradiscope.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * Images of one size, and the class of each.
 *
 * @param images {@code [n, h, w, c]}, in grey levels
 * @param classes n of them, from 0
 */
public record Examples(Pixels images, int[] classes) {

	/** @throws IllegalArgumentException unless each image has a class */
	public Examples {
		if (classes.length != images.count())
			throw new IllegalArgumentException("Each image has a class, but there are " + images.count() +
				" images and " + classes.length + " classes.");
	}

	/** How many. */
	public int count() {
		return classes.length;
	}

	/** Some of them, copied, in the order given. */
	public Examples at(final int... indices) {
		return new Examples(images.with(images.values().picked(indices)),
			IntStream.of(indices).map(i -> classes[i]).toArray());
	}

	/** Those {@code from} to {@code to}, the last excluded. */
	public Examples items(final int from, final int to) {
		return new Examples(images.items(from, to), Arrays.copyOfRange(classes, from, to));
	}

	/** These and then those, of the same size and value range. */
	public Examples and(final Examples more) {
		return new Examples(images.with(Tensor.batch(List.of(images.values(), more.images.values()))),
			IntStream.concat(IntStream.of(classes), IntStream.of(more.classes)).toArray());
	}

	/** The same classes of other images, as many. */
	public Examples with(final Pixels others) {
		return new Examples(others, classes);
	}

	/** The same images of other classes. */
	public Examples labelled(final int... others) {
		return new Examples(images, others);
	}

	/**
	 * What a network should answer: 1 at each image's class and 0 elsewhere, with a share spread over all.
	 *
	 * @param of how many classes there are
	 * @param smoothing that share (Szegedy et al. 2015), 0..1
	 * @return {@code [n, k]}, each row's sum 1
	 */
	public Tensor targets(final int of, final double smoothing) {
		final Tensor targets = Tensor.zeros(Shape.of(count(), of));
		Arrays.fill(targets.data(), (float) (smoothing / of));
		for (int n = 0; n < count(); n++)
			targets.data()[n * of + classes[n]] += (float) (1 - smoothing);
		return targets;
	}
}
