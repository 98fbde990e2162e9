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

package org.gradiscope.imagej;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.coalition.PlayerShares;

/**
 * What the objects of one picture make up of a score.
 *
 * @param picture of the image, from 1
 * @param objects that were explained
 * @param shares theirs, and behind them the background's where it is one of the players
 * @param explained of what, in words
 * @param withRest whether what is left of all, when the shares are out, is one of the parts
 */
public record ObjectShares(int picture, ImageObjects objects, PlayerShares shares, String explained,
	boolean withRest) {

	/** What is left where a method does not share all out. */
	private static final String REST = "not shared out";

	/**
	 * One of the parts that a score is made of.
	 *
	 * @param object from 0; -1 of what is no object
	 */
	record Part(String name, int object, double value, double error) {}

	/** All objects, then the background, then what is left. */
	List<Part> parts() {
		final List<Part> parts = new ArrayList<>();
		final int count = objects.rois().size();
		for (int n = 0; n < count; n++)
			parts.add(new Part(name(n), n, shares.values()[n], shares.errors()[n]));
		final boolean plays = shares.values().length > count;
		if (plays || objects.map().hasBackground()) parts.add(new Part("background", -1,
			plays ? shares.values()[count] : 0, plays ? shares.errors()[count] : 0));
		if (withRest) parts.add(new Part(REST, -1, shares.rest(), Double.NaN));
		return parts;
	}

	private String name(final int object) {
		return objects.rois().get(object).getName();
	}

	/** The place of each object among all, from 1, that with the highest value first. */
	int[] ranks() {
		final Integer[] order =
			IntStream.range(0, objects.rois().size()).boxed().toArray(Integer[]::new);
		Arrays.sort(order, Comparator.comparingDouble(n -> -shares.values()[n]));
		final int[] ranks = new int[order.length];
		for (int place = 0; place < order.length; place++)
			ranks[order[place]] = place + 1;
		return ranks;
	}

	/** The largest magnitude of an object's value; 1 where all are 0. */
	double limit() {
		final double limit = IntStream.range(0, objects.rois().size())
			.mapToDouble(n -> Math.abs(shares.values()[n])).max().orElse(0);
		return limit > 0 ? limit : 1;
	}
}
