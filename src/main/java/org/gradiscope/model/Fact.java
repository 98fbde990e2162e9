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

import java.util.List;
import java.util.Map;

import org.gradiscope.tensor.ValueRange;

/**
 * Something that may be known of a model, as a key of a {@link Description}.
 *
 * @param <T> what is known when it is known
 */
public final class Fact<T> {

	/** How people call the network. */
	public static final Fact<String> NAME = new Fact<>("name");
	/** The network's file, or the SavedModel's folder, relative to the descriptor. */
	public static final Fact<String> GRAPH = new Fact<>("graph");
	/** The name of the SavedModel's signature to take. */
	public static final Fact<String> SIGNATURE = new Fact<>("signature");
	/** The checksum in hexadecimal, as {@link ModelSource#sha256()} computes it. */
	public static final Fact<String> SHA256 = new Fact<>("sha256");
	/** The operation, or the input of the signature, that takes the images. */
	public static final Fact<String> INPUT = new Fact<>("input tensor");
	/** The numbers that are given to other inputs, by their names; a single one for as many as it takes. */
	public static final Fact<Map<String, List<Float>>> OTHER_INPUTS = new Fact<>("also input");
	/** The order of the input's axes, as {@link Preprocessing#axes()} has it. */
	public static final Fact<String> AXES = new Fact<>("axes");
	public static final Fact<Channels> CHANNELS = new Fact<>("channels");
	/** What the darkest and the brightest value of the image's range become. */
	public static final Fact<ValueRange> RANGE = new Fact<>("value range");
	public static final Fact<List<Float>> MEAN = new Fact<>("mean");
	public static final Fact<List<Float>> DEVIATION = new Fact<>("standard deviation");
	public static final Fact<Standardization> STANDARDIZATION = new Fact<>("standardization");
	/** What is done to the grey levels of the image; known only of networks that take these. */
	public static final Fact<List<PreprocessingStep>> STEPS = new Fact<>("preprocessing steps");
	public static final Fact<InputSize> SIZE = new Fact<>("size");
	/** Whether an input of three axes takes a time series; else an image without an axis for channels. */
	public static final Fact<Boolean> SERIES = new Fact<>("series");
	public static final Fact<ImageFit> FIT = new Fact<>("fit");
	/** The operation, or the output of the signature, that the network was made for. */
	public static final Fact<String> OUTPUT = new Fact<>("output");
	/** The operation that gives the class scores before the softmax. */
	public static final Fact<String> LOGITS = new Fact<>("logits");
	/** How the scores become probabilities. */
	public static final Fact<Probabilities> PROBABILITIES = new Fact<>("probabilities");
	/** In what the values of a regression are measured, such as {@code kg}. */
	public static final Fact<String> UNIT = new Fact<>("unit");
	public static final Fact<Labels> LABELS = new Fact<>("labels");
	/** The operation of each layer, by the layer's name. */
	public static final Fact<Map<String, String>> LAYERS = new Fact<>("layers");
	/** The layer that a method takes for {@code auto}, by the method's name. */
	public static final Fact<Map<String, String>> AUTO = new Fact<>("auto");
	/** What else is said, for people: description, licence, source, ... */
	public static final Fact<Map<String, Object>> NOTES = new Fact<>("notes");

	private final String name;

	private Fact(final String name) {
		this.name = name;
	}

	/** What it is, in a word. */
	@Override
	public String toString() {
		return name;
	}
}
