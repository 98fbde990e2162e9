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

import ij.ImagePlus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.gradiscope.engine.Prediction;

/**
 * How a result was made, in lines {@code key: value}; it goes into the image's info (Image &gt; Show
 * Info...), which TIFF files keep.
 */
public final class Recipe {

	private final Map<String, String> predictions = new LinkedHashMap<>();
	private final Map<String, String> facts = new LinkedHashMap<>();
	private final Map<String, Supplier<Optional<String>>> last = new LinkedHashMap<>();

	/** Adds a line. */
	public Recipe with(final String key, final Object value) {
		facts.put(key, String.valueOf(value).replaceAll("\\s+", " "));
		return this;
	}

	/** Adds a line of what is known only when the recipe is written, if there is something to say then. */
	public Recipe whenWritten(final String key, final Supplier<Optional<String>> value) {
		last.put(key, value);
		return this;
	}

	/** Adds what the network says of the clean image; these lines come first. */
	public void predicted(final int slice, final Prediction prediction) {
		predictions.put("prediction of slice " + slice, prediction.ranked(5).stream()
			.map(score -> score.label() + " " + score.shown()).collect(Collectors.joining(", ")));
	}

	/** Writes the recipe into a result, before the info that the input had. */
	public void addTo(final ImagePlus result, final ImagePlus input) {
		final Object before = input == null ? null : input.getProperty("Info");
		result.setProperty("Info", before == null ? toString() : this + "\n" + before);
	}

	@Override
	public String toString() {
		final StringBuilder text = new StringBuilder();
		predictions.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
		facts.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
		last.forEach((key, value) -> value.get()
			.ifPresent(line -> text.append(key).append(": ").append(line).append('\n')));
		return text.toString();
	}
}
