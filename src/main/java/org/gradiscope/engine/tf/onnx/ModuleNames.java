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

package org.gradiscope.engine.tf.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;

/**
 * What the layer is called that a node is of: by the path of its module, as PyTorch calls it
 * ({@code features.3.conv}).
 */
final class ModuleNames {

	/** What PyTorch's newer exporter says of a node. */
	private static final String SCOPES = "pkg.torch.onnx.name_scopes";
	private static final String WEIGHT = ".weight";
	private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
	private static final Pattern INVALID = Pattern.compile("[^A-Za-z0-9_.\\-]");
	/** Most characters of a path, so that names of operations stay within bounds. */
	private static final int LONGEST = 256;

	private final Set<String> taken = new HashSet<>();
	private final Map<String, Integer> calls = new HashMap<>();
	private String last = "";

	/** The scope of its operations, from the outermost on. */
	List<String> of(final NodeProto node) {
		final String path = numbered(clipped(path(node)));
		final List<String> parts = Arrays.stream(path.split("/")).filter(part -> !part.isEmpty())
			.map(ModuleNames::valid).toList();
		return parts.isEmpty() ? List.of(unique(node.getOpType())) : parts;
	}

	private static String path(final NodeProto node) {
		for (final StringStringEntryProto property : node.getMetadataPropsList())
			if (property.getKey().equals(SCOPES)) return module(node, scope(property.getValue()));
		final String name = node.getName();
		final int slash = name.lastIndexOf('/');
		if (name.startsWith("/")) return joined(name.substring(0, slash));
		return slash > 0 ? name.substring(0, slash) : module(node, name);
	}

	/** A convolution into which a normalization went is that of its weights. */
	private static String module(final NodeProto node, final String scope) {
		final String weights = node.getInputCount() > 1 ? node.getInput(1) : "";
		return weights.endsWith(WEIGHT) ? weights.substring(0, weights.length() - WEIGHT.length())
			: scope;
	}

	/** The module that the operation is of, which is named last. */
	private static String scope(final String scopes) {
		final List<String> all = new ArrayList<>();
		final Matcher quoted = QUOTED.matcher(scopes);
		while (quoted.find())
			all.add(quoted.group(1));
		return all.size() < 2 ? "" : all.get(all.size() - 2);
	}

	/** Of {@code /features/features.3/conv}, in which the name of a child may repeat that of its parent. */
	private static String joined(final String scopes) {
		String path = "";
		String last = "";
		for (final String part : scopes.split("/")) {
			if (part.isEmpty()) continue;
			final boolean repeats = !last.isEmpty() && part.startsWith(last + ".");
			path += path.isEmpty() ? part : repeats ? part.substring(last.length()) : "." + part;
			last = part;
		}
		return path;
	}

	/** A module that is called anew, after others, gets a number. */
	private String numbered(final String path) {
		if (path.isEmpty()) return path;
		if (!path.equals(last)) calls.merge(path, 1, Integer::sum);
		last = path;
		final int count = calls.get(path);
		return count == 1 ? path : path + "_" + (count - 1);
	}

	private static String clipped(final String path) {
		return path.length() <= LONGEST ? path : path.substring(path.length() - LONGEST);
	}

	/** What a part of the name of an operation may be. */
	static String valid(final String part) {
		if (part.isEmpty()) return "node";
		final String valid = INVALID.matcher(part).replaceAll("_");
		return Character.isLetterOrDigit(valid.charAt(0)) || valid.charAt(0) == '.' ? valid
			: "n" + valid;
	}

	private String unique(final String name) {
		final String valid = valid(name.isEmpty() ? "node" : name);
		String unique = valid;
		for (int i = 1; !taken.add(unique); i++)
			unique = valid + "_" + i;
		return unique;
	}
}
