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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.gradiscope.model.Labels;

/**
 * Which images are trained on and which are held out: of each class the same share, drawn at random.
 *
 * @param training indices, ascending
 * @param heldOut likewise, the others
 */
public record Split(int[] training, int[] heldOut) {

	/**
	 * Each class keeps at least one image for either side.
	 *
	 * @param classes of all images
	 * @param labels what these are called
	 * @param share of each class that is held out, over 0 and under 1
	 * @throws IllegalArgumentException if there is one class only, or a class has one image
	 */
	public static Split stratified(final int[] classes, final Labels labels, final double share,
		final long seed) {
		if (!(share > 0 && share < 1)) throw new IllegalArgumentException(
			"The part that is held out is over 0 and under 1, but " + share + " was given.");
		final TreeMap<Integer, List<Integer>> byClass = new TreeMap<>();
		for (int i = 0; i < classes.length; i++)
			byClass.computeIfAbsent(classes[i], key -> new ArrayList<>()).add(i);
		if (byClass.size() < 2) throw new IllegalArgumentException(
			"Training tells classes apart, so images of two or more are expected, but all " +
				classes.length + " are of one" +
				(byClass.isEmpty() ? "" : ", '" + labels.name(byClass.firstKey()) + "'") +
				"; give images of another class too.");
		final List<Integer> held = new ArrayList<>();
		final SplittableRandom random = new SplittableRandom(seed);
		byClass.forEach((number, all) -> {
			if (all.size() < 2) throw new IllegalArgumentException("Class '" + labels.name(number) +
				"' has one image, but two are needed, one to train on and one to hold out; give more, or " +
				"leave the class out.");
			Collections.shuffle(all, new Random(random.nextLong()));
			final int count = (int) Math.round(share * all.size());
			held.addAll(all.subList(0, Math.max(1, Math.min(all.size() - 1, count))));
		});
		return new Split(IntStream.range(0, classes.length).filter(i -> !held.contains(i)).toArray(),
			held.stream().mapToInt(Integer::intValue).sorted().toArray());
	}
}
