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

package org.gradiscope.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * What a network takes besides the image: numbers about it, a second image, a switch.
 *
 * @param name as the signature calls it, or else its operation
 * @param operation that takes it
 * @param axes of one value, -1 for one of any length; a value for each image of a batch has no axis for
 *          these here
 * @param perImage whether each image of a batch has a value of its own
 */
public record OtherInput(String name, String operation, List<Integer> axes, boolean perImage) {

	public OtherInput {
		name = PrintableText.line(name);
		axes = List.copyOf(axes);
	}

	/** Whether it takes what images are made of: rows, columns and channels. */
	public boolean isImage() {
		return perImage && axes.size() == 3;
	}

	/**
	 * The value that numbers are, row by row; one number stands for as many as are needed.
	 *
	 * @return one for all images, with an axis of 1 for these where each has its own
	 * @throws IllegalArgumentException if they are too many or too few
	 */
	public Tensor value(final float... numbers) {
		final long known = axes.stream().filter(axis -> axis >= 0).mapToLong(Integer::longValue)
			.reduce(1, (a, b) -> a * b);
		final long open = axes.stream().filter(axis -> axis < 0).count();
		final boolean fits =
			open == 0 ? numbers.length == known : open == 1 && numbers.length % known == 0;
		if (numbers.length == 1 && open == 0) {
			final float[] all = new float[(int) known];
			Arrays.fill(all, numbers[0]);
			return tensor(all);
		}
		if (fits && numbers.length > 0) return tensor(numbers);
		throw new IllegalArgumentException(
			"The input '" + name + "' takes " + this + ", but " + numbers.length +
				" numbers were given; give " + (open == 0 ? known : "a multiple of " + known) + ".");
	}

	private Tensor tensor(final float[] numbers) {
		final int known = axes.stream().filter(axis -> axis >= 0).reduce(1, (a, b) -> a * b);
		final int[] sides =
			axes.stream().mapToInt(axis -> axis < 0 ? numbers.length / known : axis).toArray();
		return Tensor.of(batched(sides), numbers);
	}

	private Shape batched(final int... sides) {
		if (!perImage) return Shape.of(sides);
		final int[] batch = new int[sides.length + 1];
		batch[0] = 1;
		System.arraycopy(sides, 0, batch, 1, sides.length);
		return Shape.of(batch);
	}

	/** For example {@code 5 numbers}, or {@code an image of 64x64x1 numbers}. */
	@Override
	public String toString() {
		if (axes.isEmpty()) return "a number";
		return (isImage() ? "an image of " : "") + axes.stream()
			.map(axis -> axis < 0 ? "?" : String.valueOf(axis)).collect(Collectors.joining("x")) +
			" numbers";
	}
}
