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

package org.gradiscope.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.tensor.ValueRange;

/** Real networks that are no part of the project; tests that need them are skipped without. */
public final class SharedFiles {

	private static final String VARIABLE = "GRADISCOPE_TEST_MODELS";

	private SharedFiles() {}

	/** A file or folder of the models; the test is skipped where it is not there. */
	public static Path model(final String name) {
		return existing(models().resolve(name));
	}

	/** The frozen graph of a network, of a stated value range; without it the test is skipped. */
	public static Network open(final String name, final ValueRange range) {
		final Model found = ModelStore.find(model(name).resolve("frozen_graph.pb").toString());
		return Engine.load()
			.open(new Model(found.description().with(Fact.RANGE, range, "the test"), found.source()));
	}

	/** A photograph; it lies beside the models. */
	public static Path image(final String name) {
		return existing(models().resolveSibling("images").resolve(name));
	}

	/** A model made to do harm. */
	public static Path hostile(final String name) {
		return existing(models().resolveSibling("cases").resolve("hostile").resolve(name));
	}

	/** A network that was answered wrongly once. */
	public static Path networkCase(final String name) {
		return existing(models().resolveSibling("cases").resolve("networks").resolve(name));
	}

	/** An image, or a folder of images, that was answered wrongly once. */
	public static Path caseOf(final String name) {
		return existing(models().resolveSibling("cases").resolve("images").resolve(name));
	}

	private static Path models() {
		final String named = System.getenv(VARIABLE);
		return named == null ? Path.of("..", "shared", "models") : Path.of(named);
	}

	private static Path existing(final Path path) {
		assumeTrue(Files.exists(path), () -> "skipped: there is no " + path + "; " + VARIABLE +
			" can name the folder of the models");
		return path;
	}
}
