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

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.gradiscope.files.FileTrees;
import org.gradiscope.files.StandIns;

/** The files beside a network in ONNX that hold weights of it. */
public final class OnnxData {

	/** Messages within messages; more are not read by anybody. */
	private static final int DEPTH = 100;
	private static final int LONGEST = 4096;
	private static final int MOST = 10_000;
	private static final int EXTERNAL = 1;

	/** The messages on the way to a tensor, and their fields on it. */
	private enum Message {

		MODEL, GRAPH, FUNCTION, NODE, ATTRIBUTE, SPARSE, TENSOR;

		private static final Map<Message, Map<Integer, Message>> INNER =
			Map.of(MODEL, Map.of(7, GRAPH, 25, FUNCTION), GRAPH, Map.of(1, NODE, 5, TENSOR, 15, SPARSE),
				FUNCTION, Map.of(7, NODE), NODE, Map.of(5, ATTRIBUTE), ATTRIBUTE,
				Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE, 23, SPARSE), SPARSE,
				Map.of(1, TENSOR, 2, TENSOR), TENSOR, Map.of());

		/** What a field is, if it leads on; else null. */
		Message inner(final int field) {
			return INNER.get(this).get(field);
		}
	}

	private final Path network;
	private final Set<String> locations = new TreeSet<>();

	private OnnxData(final Path network) {
		this.network = network;
	}

	/**
	 * In the order of their names; none of a file that is no network in ONNX.
	 *
	 * @throws ModelException if one is missing or not in the folder of the network
	 */
	public static List<Path> of(final Path network) {
		final OnnxData data = new OnnxData(network);
		try (InputStream in = new BufferedInputStream(Files.newInputStream(network))) {
			data.read(new WireReader(in, Files.size(network)), Message.MODEL, DEPTH);
		}
		catch (final IOException e) {
			// It is damaged or cannot be read, and who opens it says so.
			return List.of();
		}
		return data.locations.stream().map(location -> file(network, location)).toList();
	}

	/**
	 * The file that a network in ONNX keeps weights in. Not even a link leads out of the folder, so that no
	 * other file can be read as weights.
	 *
	 * @param location as the network states it
	 * @throws ModelException if it is missing, or not in the folder of the network
	 */
	public static Path file(final Path network, final String location) {
		final Path folder = network.toAbsolutePath().normalize().getParent();
		try {
			final Path file = folder.resolve(location).normalize();
			if (location.isEmpty() || Path.of(location).isAbsolute() || !file.startsWith(folder))
				throw outside(network, location);
			if (!Files.isRegularFile(file)) throw new ModelException("The network " + network +
				" keeps weights in " + location + ", which is not in its folder; put both files there.");
			if (!file.toRealPath().startsWith(folder.toRealPath())) throw outside(network, location);
			StandIns.of(file).ifPresent(what -> {
				throw new ModelException("The file " + file + " is " + what + ".");
			});
			return file;
		}
		catch (final InvalidPathException e) {
			throw outside(network, location);
		}
		catch (final IOException e) {
			throw new ModelException("The weights of the network " + network + " cannot be read (" +
				FileTrees.reason(e) + "); see that the file is yours to read.", e);
		}
	}

	private static ModelException outside(final Path network, final String location) {
		return new ModelException("The network " + network + " keeps weights in '" + location +
			"', which leads out of its folder; put the file itself beside it, and export it again if need be.");
	}

	private void read(final WireReader message, final Message kind, final int depth)
		throws IOException {
		if (depth == 0) return;
		if (kind == Message.TENSOR) tensor(message);
		else while (message.next()) {
			final Message inner = kind.inner(message.field());
			if (inner != null && message.type() == WireReader.LENGTH)
				read(message.inner(), inner, depth - 1);
		}
	}

	/** Where it says nothing of external data, its entries mean nothing. */
	private void tensor(final WireReader tensor) throws IOException {
		boolean external = false;
		String location = null;
		while (tensor.next())
			if (tensor.field() == 14) external = tensor.value() == EXTERNAL;
			else if (tensor.field() == 13 && tensor.type() == WireReader.LENGTH)
				location = location(tensor.inner(), location);
		if (!external || location == null) return;
		locations.add(location);
		if (locations.size() > MOST) throw new ModelException("The network " + network +
			" keeps its weights in more than " + MOST + " files; export it with all in one file.");
	}

	private static String location(final WireReader entry, final String known) throws IOException {
		String key = "";
		String value = "";
		while (entry.next())
			if (entry.field() == 1) key = entry.text(LONGEST);
			else if (entry.field() == 2) value = entry.text(LONGEST);
		return key.equals("location") ? value : known;
	}
}
