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

package org.gradiscope.safety;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Changes a text in JSON that tells of layers: its numbers, names, and which of them are there. */
final class JsonMutator {

	private static final Pattern NUMBER = Pattern.compile("(?<=[\\[ ])-?\\d[\\d.e-]*(?=[,\\]}])");
	/** A text, and the colon behind it if it is a key. */
	private static final Pattern STRING = Pattern.compile("\"[^\"]*\"(:)?");
	private static final Pattern WORD = Pattern.compile("\\b(true|false|null)\\b");
	private static final Pattern CLASS = Pattern.compile("(?<=\"class_name\": )\"[^\"]*\"");
	private static final Pattern OPEN = Pattern.compile("[\\[{]");
	private static final List<String> VALUES =
		List.of("0", "-1", "1", "2", "3", "7", "1e9", "1e-9", "NaN", "2147483647", "-2147483648",
			"9223372036854775807", "99999999999999999999", "null", "true", "false", "\"\"", "\"relu\"",
			"\"softmax\"", "[]", "{}", "[3, 3]", "[1, null, 4]", "\"same\"", "\"valid\"", "\"causal\"",
			"\"channels_first\"", "\"float16\"", "\"conv\"", "\"scores\"");
	private static final List<String> LAYERS = List.of("Dense", "Conv1D", "Conv2D", "Conv3D",
		"SeparableConv2D", "DepthwiseConv2D", "Conv2DTranspose", "MaxPooling2D", "AveragePooling2D",
		"GlobalMaxPooling2D", "UpSampling2D", "ZeroPadding2D", "Cropping2D", "BatchNormalization",
		"LayerNormalization", "GroupNormalization", "UnitNormalization", "Rescaling", "Resizing",
		"Normalization", "CenterCrop", "Flatten", "Reshape", "Permute", "RepeatVector", "Concatenate",
		"Add", "Multiply", "Average", "Dot", "LeakyReLU", "PReLU", "ELU", "ReLU", "Softmax", "Dropout",
		"SimpleRNN", "LSTM", "GRU", "Bidirectional", "TimeDistributed", "ConvLSTM2D",
		"MultiHeadAttention", "Embedding", "Lambda", "Functional", "Sequential", "InputLayer", "Own",
		"RandomFlip", "");

	private final SplittableRandom random;

	JsonMutator(final SplittableRandom random) {
		this.random = random;
	}

	/** One to three changes. */
	String mutate(final String json) {
		String changed = json;
		for (int i = random.nextInt(3); i >= 0; i--)
			changed = change(changed);
		return changed;
	}

	private String change(final String json) {
		return switch (random.nextInt(9)) {
			case 0, 1 -> replaced(json, found(json, NUMBER), any(VALUES));
			case 2 -> replaced(json, texts(json), any(VALUES));
			case 3 -> replaced(json, found(json, WORD), any(VALUES));
			case 4 -> replaced(json,
				found(json, STRING).stream().filter(found -> found.group(1) != null).toList(),
				"\"another\":");
			case 5, 6 -> replaced(json, found(json, CLASS), "\"" + any(LAYERS) + "\"");
			case 7 -> section(json);
			default -> replaced(json, texts(json), texts(json).isEmpty() ? "" : any(texts(json)).group());
		};
	}

	private static List<MatchResult> found(final String json, final Pattern what) {
		return what.matcher(json).results().toList();
	}

	private static List<MatchResult> texts(final String json) {
		return found(json, STRING).stream().filter(found -> found.group(1) == null).toList();
	}

	private String replaced(final String json, final List<MatchResult> all, final String by) {
		if (all.isEmpty()) return json;
		final MatchResult chosen = any(all);
		return json.substring(0, chosen.start()) + by + json.substring(chosen.end());
	}

	/** Left out, twice there, or nested deeply. */
	private String section(final String json) {
		final List<MatchResult> all = OPEN.matcher(json).results().toList();
		if (all.isEmpty()) return json;
		final int from = any(all).start();
		final int to = end(json, from);
		final String section = json.substring(from, to);
		return json.substring(0, from) + switch (random.nextInt(4)) {
			case 0 -> "null";
			case 1 -> section.charAt(0) == '{' ? "{}" : "[]";
			case 2 -> section + ", " + section;
			default -> {
				final int depth = 1 << random.nextInt(18);
				yield "[".repeat(depth) + section + "]".repeat(depth);
			}
		} + json.substring(to);
	}

	private static int end(final String json, final int from) {
		int depth = 0;
		for (int i = from; i < json.length(); i++)
			if ("[{".indexOf(json.charAt(i)) >= 0) depth++;
			else if ("]}".indexOf(json.charAt(i)) >= 0 && --depth == 0) return i + 1;
		return json.length();
	}

	private <T> T any(final List<T> all) {
		return all.get(random.nextInt(all.size()));
	}
}
