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

package org.gradiscope.engine.tf;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.gradiscope.engine.EngineException;

/**
 * A platform that TensorFlow's libraries exist for.
 *
 * @param name as JavaCPP calls it, for example {@code linux-x86_64}
 * @param libraries the files that must be there
 */
record NativePlatform(String name, List<String> libraries) {

	/** The jars on Maven Central that hold the libraries; the pom has the same version. */
	static final String ARTIFACT = "tensorflow-core-native";
	static final String VERSION = "1.0.0";

	/** What JavaCPP appends to the name of a platform where the libraries use a graphics card. */
	private static final String CARD = "-gpu";

	/** The folder inside the jar that holds the platform's. */
	private static final String INSIDE = "org/tensorflow/internal/c_api/";

	private static final List<NativePlatform> ALL =
		Stream.of("linux-x86_64", "linux-arm64", "macosx-arm64", "macosx-x86_64", "windows-x86_64")
			.map(name -> new NativePlatform(name, libraries(name))).toList();

	private static List<String> libraries(final String platform) {
		if (platform.startsWith("windows")) return List.of("tensorflow.dll", "jnitensorflow.dll");
		if (platform.startsWith("macosx")) return List.of("libtensorflow_cc.2.dylib",
			"libtensorflow_framework.2.dylib", "libjnitensorflow.dylib");
		final List<String> all =
			List.of("libtensorflow_cc.so.2", "libtensorflow_framework.so.2", "libjnitensorflow.so");
		// Built with a library of its own for threads.
		return platform.endsWith("arm64")
			? Stream.concat(all.stream(), Stream.of("libomp-e9212f90.so.5")).toList() : all;
	}

	/** The platform of a name, if there are libraries for it. */
	static Optional<NativePlatform> find(final String name) {
		return ALL.stream().filter(p -> p.name.equals(name)).findFirst();
	}

	/** The libraries that use a graphics card of the same machine, if they exist. */
	Optional<NativePlatform> withCard() {
		return name.equals("linux-x86_64") ? Optional.of(new NativePlatform(name + CARD, libraries))
			: Optional.empty();
	}

	/** Whether the libraries use a graphics card. */
	boolean hasCard() {
		return name.endsWith(CARD);
	}

	/** The machine that the libraries are for, with a card or without. */
	private String machine() {
		return hasCard() ? name.substring(0, name.length() - CARD.length()) : name;
	}

	/** @throws EngineException if there are no libraries for it */
	static NativePlatform of(final String name) {
		return find(name)
			.orElseThrow(() -> new EngineException("There is no TensorFlow library for " + name +
				"; it exists for " + String.join(", ", ALL.stream().map(NativePlatform::name).toList()) +
				": use a machine of one of these."));
	}

	static List<NativePlatform> all() {
		return ALL;
	}

	/** The name of the jar as it is on Maven Central. */
	String jar() {
		return ARTIFACT + "-" + VERSION + "-" + name + ".jar";
	}

	/** The folder of the libraries in the jar; ends in a slash. */
	String inside() {
		return INSIDE + name + "/";
	}

	/**
	 * Why the libraries in a folder cannot be used; empty if nothing is known against them. They are
	 * looked at, not loaded: a wrong or damaged one would end the whole process.
	 */
	Optional<String> fault(final Path folder) {
		return libraries.stream()
			.map(
				l -> SharedLibraryHeader.fault(folder.resolve(l), machine()).map(fault -> l + " " + fault))
			.flatMap(Optional::stream).findFirst();
	}

	@Override
	public String toString() {
		return name;
	}
}
